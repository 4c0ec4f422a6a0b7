package org.cofferdam.manager.configuration;

/** A place in a text file; lines and columns count from 1. */
public record Position(int line, int column) {}
