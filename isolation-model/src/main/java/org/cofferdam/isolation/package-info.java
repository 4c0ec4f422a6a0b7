/**
 * The specification of isolation, which knows no code: properties, and later its oracle, explorer and prover.
 */
package org.cofferdam.isolation;
