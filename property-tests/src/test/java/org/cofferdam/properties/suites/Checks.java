package org.cofferdam.properties.suites;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which isolation properties a test, or all tests of a class, check. The matrix of properties and engines is made from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Checks {
    /** Numbers of {@link org.cofferdam.isolation.IsolationProperty}. */
    int[] value();
}
