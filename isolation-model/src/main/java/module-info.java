/** The specification of isolation, which knows no code: properties, and later its oracle, explorer and prover. */
module org.cofferdam.isolation {}
