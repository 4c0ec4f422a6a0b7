package org.cofferdam.properties.stateful;

import java.util.Optional;

/** Has a trace happen, from a fresh system. */
public final class Playback {
    private Playback() {}

    /** What fails, if anything does. */
    public static Optional<Finding> run(Trace trace) {
        World world = new World(trace.stage());
        try {
            trace.steps().forEach(world::perform);
            world.end();
            return Optional.empty();
        } catch (Broken broken) {
            return Optional.of(new Finding(world.trace(), broken.getMessage()));
        }
    }
}
