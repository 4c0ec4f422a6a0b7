/**
 * The oracle: the running core and machine in the words of the specification, compared with its steps call by call. Begin at
 * {@link org.cofferdam.platform.oracle.Oracle}; {@code Observation} is what is seen, {@code Ledger} what was so, {@code Judge} asks
 * the specification. It has its own readers of page tables, caches and the device directory, and uses nothing of the core but what
 * {@code Inspection} shows. For the platform alone.
 */
package org.cofferdam.platform.oracle;
