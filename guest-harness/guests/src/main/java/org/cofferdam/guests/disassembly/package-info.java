/** Listings of the instructions in a file, as GNU objdump prints them; used by the commands. */
package org.cofferdam.guests.disassembly;
