/**
 * The specification of the partition core, for what it does to isolation: its vocabulary, its actions, its claims. Written from
 * the core's documentation and design; it names no class of the core.
 */
package org.cofferdam.isolation.core;
