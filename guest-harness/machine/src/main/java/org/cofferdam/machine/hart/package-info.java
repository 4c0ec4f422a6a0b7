/**
 * One RISC-V hart as many small rooms: registers, CSRs, traps and interrupts, address translation, memory accesses,
 * decoded code and the loop that runs it. Used by the instruction rooms, the board, and resident software.
 */
package org.cofferdam.machine.hart;
