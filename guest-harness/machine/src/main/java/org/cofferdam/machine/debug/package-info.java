/**
 * Looking into a board from outside without changing what it computes: traces of what harts do, and what a debugger asks
 * for. May be used by everybody; knows harts, boards and the instruction table.
 */
package org.cofferdam.machine.debug;
