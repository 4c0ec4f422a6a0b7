/**
 * Debian's own riscv64 kernel, BusyBox, OpenSBI and U-Boot, fetched by package name through the host's apt and laid out
 * so that a machine or a partition boots them. Nothing of Debian's is part of this repository.
 */
package org.cofferdam.guests.debian;
