/** The commands that this module brings to the console: {@code guests fetch|list|rebuild}. */
package org.cofferdam.guests.command;
