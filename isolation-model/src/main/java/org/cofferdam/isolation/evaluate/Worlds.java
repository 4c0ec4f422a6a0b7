package org.cofferdam.isolation.evaluate;

import java.util.EnumMap;
import java.util.Map;
import org.cofferdam.isolation.language.World;

/** The states that a formula may speak of. All of them have as many elements of each sort. */
public record Worlds(Map<World, State> states) {
    public Worlds {
        states = Map.copyOf(states);
    }

    /** One state alone. */
    public static Worlds of(State now) {
        return new Worlds(Map.of(World.NOW, now));
    }

    /** The two states of a step. */
    public static Worlds of(State now, State next) {
        return new Worlds(Map.of(World.NOW, now, World.NEXT, next));
    }

    /** The four states of two runs that take the same step. */
    public static Worlds of(State now, State next, State twin, State twinNext) {
        Map<World, State> states = new EnumMap<>(World.class);
        states.put(World.NOW, now);
        states.put(World.NEXT, next);
        states.put(World.TWIN, twin);
        states.put(World.TWIN_NEXT, twinNext);
        return new Worlds(states);
    }

    State at(World world) {
        State state = states.get(world);
        if (state == null) {
            throw new IllegalArgumentException("the formula speaks of the state " + world + ", which is not given");
        }
        return state;
    }
}
