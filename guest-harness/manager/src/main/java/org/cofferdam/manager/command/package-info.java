/** The commands {@code run}, {@code demo} and {@code schema}; found by the console as services. */
package org.cofferdam.manager.command;
