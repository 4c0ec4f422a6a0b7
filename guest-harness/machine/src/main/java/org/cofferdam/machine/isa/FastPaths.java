package org.cofferdam.machine.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A final class whose methods do what usually happens in an instruction, and for what seldom does call a {@link SlowPath}. Of such methods,
 * and of the instructions that call them, there are copies that are left where the original calls it; therefore they use no private member
 * but their own methods.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FastPaths {}
