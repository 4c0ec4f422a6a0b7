/**
 * The commands that this module brings to the console: {@code machine}, {@code conformance}, {@code disasm} and {@code guests
 * fetch|list|rebuild}.
 */
package org.cofferdam.guests.command;
