/**
 * A small many-sorted first-order language as data: what the specification is written in, and what every engine reads.
 * It knows nothing of partitions.
 */
package org.cofferdam.isolation.language;
