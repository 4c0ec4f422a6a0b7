/**
 * The consoles of all partitions on one terminal: line by line with their names, or one of them raw. Used by the
 * commands that run systems; knows bytes and names, not partitions.
 */
package org.cofferdam.manager.console;
