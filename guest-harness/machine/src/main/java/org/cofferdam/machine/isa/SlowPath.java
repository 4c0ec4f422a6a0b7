package org.cofferdam.machine.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method for what seldom happens in an instruction, called by a method of a class with {@link FastPaths} before anything has changed. In
 * a loop that the JVM has compiled, no register keeps its place across such a call, and be it never made. So a translation may be left
 * instead, and the instruction is executed by the interpreter.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SlowPath {}
