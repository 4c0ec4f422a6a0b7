/**
 * Where core, machine and model meet: the only room that knows all three.
 */
package org.cofferdam.platform;
