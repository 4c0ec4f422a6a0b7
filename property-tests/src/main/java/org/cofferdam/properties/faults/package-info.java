/**
 * The fault corpus: small changes to the built core and machine, each modelled on a published advisory, and what catches them. Product
 * sources carry no hook: a fault is made on class files. Used by {@code cofferdam faults} and by tests.
 */
package org.cofferdam.properties.faults;
