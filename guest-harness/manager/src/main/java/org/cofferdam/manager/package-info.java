/**
 * Untrusted: configuration, lifecycle, and the virtual devices of each partition.
 */
package org.cofferdam.manager;
