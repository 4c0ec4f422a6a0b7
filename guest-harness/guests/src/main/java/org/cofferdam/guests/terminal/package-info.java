/** The host's terminal, for commands that give a guest a console. */
package org.cofferdam.guests.terminal;
