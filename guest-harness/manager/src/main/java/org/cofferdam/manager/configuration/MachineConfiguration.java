package org.cofferdam.manager.configuration;

/**
 * The emulated board.
 *
 * @param memory bytes of RAM, shared out by the core
 * @param seed   from which each partition's {@code rng-seed} and virtio-rng are made: same seed, same run
 * @param harts  physical harts
 * @param clock  what the partitions' clocks show at the start, in nanoseconds since 1970
 */
public record MachineConfiguration(long memory, long seed, int harts, long clock) {}
