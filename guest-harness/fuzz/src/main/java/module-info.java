/** Boundary fuzzing: campaigns that drive the core through its guests' side, deterministic and replayable. Nothing here yet. */
module org.cofferdam.fuzz {
    requires org.cofferdam.platform;
}
