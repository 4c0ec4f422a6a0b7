/**
 * Small systems under the oracle, each written for one wall where it is thin: virtual harts that move, large pages that shrink, devices that
 * are lent out, numbers that somebody else has next. For the command line and the faults command; nothing else uses it.
 */
package org.cofferdam.properties.scenarios;
