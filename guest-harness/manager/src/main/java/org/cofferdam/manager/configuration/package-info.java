/**
 * The YAML description of a system, read strictly: every mistake names file, line, column and field, and what to do.
 * Used by the {@code run} command; knows nothing of how partitions are built.
 */
package org.cofferdam.manager.configuration;
