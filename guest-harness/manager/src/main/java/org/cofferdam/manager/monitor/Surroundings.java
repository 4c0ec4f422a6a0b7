package org.cofferdam.manager.monitor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cofferdam.machine.device.Clock;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.network.Networks;

/**
 * What the boards of all partitions have in common.
 *
 * @param time     of the machine, in ticks
 * @param start    nanoseconds since 1970 that clocks show when {@code time} is 0
 * @param seed     of the system
 * @param networks where network cards are plugged in
 * @param system   the whole configuration
 */
public record Surroundings(Clock time, long start, long seed, Networks networks, SystemConfiguration system) {
    /** A seed for one purpose of one partition: the same in each run, and nothing like any other. */
    long seed(String partition, String purpose) {
        String text = seed + " " + purpose + " " + partition;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        }
    }
}
