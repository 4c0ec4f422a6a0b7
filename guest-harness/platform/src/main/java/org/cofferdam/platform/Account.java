package org.cofferdam.platform;

import java.util.Optional;

/**
 * What the machine itself saw of a partition, whatever core or guest say.
 *
 * @param retired        instructions retired while one of its virtual harts was on a hart
 * @param exits          traps that took it off
 * @param deviceAccesses accesses that its monitor answered
 * @param strays         stretches of execution that began or ended outside its windows; 0 unless the core is broken
 * @param monitorFailure what its monitor failed with, if it did
 */
public record Account(long retired, long exits, long deviceAccesses, long strays, Optional<String> monitorFailure) {}
