/** Commands about the specification and its engines, for the console, which finds them as services. */
package org.cofferdam.isolation.command;
