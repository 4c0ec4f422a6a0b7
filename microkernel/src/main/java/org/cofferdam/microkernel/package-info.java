/**
 * The trusted partition core: it keeps partitions apart and uses nothing but java.base.
 */
package org.cofferdam.microkernel;
