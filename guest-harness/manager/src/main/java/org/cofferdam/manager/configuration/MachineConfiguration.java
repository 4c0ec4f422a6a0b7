package org.cofferdam.manager.configuration;

/**
 * The emulated board.
 *
 * @param memory bytes of RAM, shared out by the core
 * @param seed   from which each partition's {@code rng-seed} is made: same seed, same run
 * @param harts  physical harts
 */
public record MachineConfiguration(long memory, long seed, int harts) {}
