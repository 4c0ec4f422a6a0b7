package org.cofferdam.microkernel;

/** What traps of guests reach beyond their own partition. */
record Services(Grants grants, Ports ports, Doorbells doorbells, Health health) {}
