/** How what has a state writes it down and takes it up again: plain values in a fixed order, every one checked when read. */
package org.cofferdam.machine.state;
