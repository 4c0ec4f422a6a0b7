package org.cofferdam.machine.isa;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the extension that the instructions of a room belong to, or one instruction apart from its room. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Extension {
    /** What every hart has that has privilege modes at all: no extension by name. */
    String PRIVILEGED = "privileged";

    /** In small letters, as in the device tree: {@code "m"}, {@code "zicond"}. */
    String value();
}
