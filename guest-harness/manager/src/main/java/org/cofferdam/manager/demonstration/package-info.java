/**
 * The demonstration: an attacker beside victims, judged by what it reports and by what can be seen from outside without
 * believing it. Used by the {@code demo} command.
 */
package org.cofferdam.manager.demonstration;
