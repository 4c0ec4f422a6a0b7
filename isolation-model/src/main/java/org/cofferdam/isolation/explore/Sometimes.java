package org.cofferdam.isolation.explore;

import org.cofferdam.isolation.language.Formula;

/** Something that some state should show, lest all claims hold because nothing happens. */
public record Sometimes(String name, Formula formula) {}
