/**
 * What partitions cost: how much work the core has with each kind of exit, with making and unmaking a partition, and with one that
 * does nothing; and whether that grows with their number. Figures and text are in {@code papers/costs}.
 */
package org.cofferdam.papers.costs;
