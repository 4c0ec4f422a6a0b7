/**
 * The second engine: translates guest code that is executed often to methods of the JVM. Begin reading at {@link
 * org.cofferdam.machine.translator.JvmTranslator}; why it is as it is: {@code papers/decisions/0011-a-translator-that-nobody-can-see.md} and
 * {@code 0013-quickly-first-then-thoroughly.md}.
 * Knows of an instruction only how it transfers control.
 */
package org.cofferdam.machine.translator;
