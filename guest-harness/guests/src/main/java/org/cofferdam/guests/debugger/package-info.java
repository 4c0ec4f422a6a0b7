/**
 * A GDB remote serial protocol server for a board (GDB manual, appendix "GDB Remote Serial Protocol"): what comes in over the
 * socket is hostile until proven otherwise. Used by commands that run a machine.
 */
package org.cofferdam.guests.debugger;
