/** The commands {@code run} and {@code demo}; found by the console as services. */
package org.cofferdam.manager.command;
