/**
 * Random traces of everything that can be asked of the core (by the manager, by monitors, by guests, by devices), carried out on the
 * real machine under the oracle and beside a small model of its own; what fails is shrunk and replays as a text.
 */
package org.cofferdam.properties.stateful;
