/**
 * Boundary fuzzing: campaigns that drive the core through its guests' side, deterministic and replayable. Nothing here yet.
 */
package org.cofferdam.fuzz;
