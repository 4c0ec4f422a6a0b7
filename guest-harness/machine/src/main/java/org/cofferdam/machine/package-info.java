/**
 * An emulated RISC-V board, QEMU virt compatible, that knows no hypervisor.
 */
package org.cofferdam.machine;
