/**
 * IEEE 754-2019 binary arithmetic as the RISC-V F and D extensions define it: bit-exact results, all five rounding
 * modes, all five flags. Pure: it knows bit patterns and {@link FloatingPoint}, and no hart.
 */
package org.cofferdam.machine.floatingpoint;
