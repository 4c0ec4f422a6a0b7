/**
 * What people and scripts ask of a running system, carried out on the machine's own thread at instants of the machine's
 * time, through the core's control interface. Used by the commands and by {@code remote}.
 */
package org.cofferdam.manager.control;
