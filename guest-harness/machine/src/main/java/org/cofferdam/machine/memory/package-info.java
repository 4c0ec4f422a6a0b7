/** Physical memory: RAM, the address space of RAM and devices, and the ports through which devices reach RAM. */
package org.cofferdam.machine.memory;
