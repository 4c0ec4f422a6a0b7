package org.cofferdam.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cofferdam.microkernel.Inspection;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Status;

/**
 * SHA-256 over all that a partition is: the registers of its virtual harts in the order of their numbers, then its
 * memory in the order of its regions. Two runs that agree on it ran alike.
 */
final class StateHash {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest;

    private StateHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** 64 hexadecimal digits; memory that the partition may not read, or that it no longer has, is left out. */
    static String of(Inspection inspection, Monitor handle, PartitionSpec spec) {
        StateHash hash = new StateHash();
        for (int virtualHart = 0; virtualHart < spec.virtualHarts(); virtualHart++) {
            inspection.registers(handle.partition(), virtualHart).ifPresent(hash::add);
        }
        spec.memory().forEach(region -> hash.add(handle, region));
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(long[] registers) {
        ByteBuffer bytes = ByteBuffer.allocate(registers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(registers);
        digest.update(bytes);
    }

    private void add(Monitor handle, MemoryRegion region) {
        byte[] chunk = new byte[CHUNK];
        for (long offset = 0; offset < region.size(); offset += CHUNK) {
            int length = (int) Math.min(CHUNK, region.size() - offset);
            if (handle.read(region.base() + offset, chunk, 0, length) == Status.OK) {
                digest.update(chunk, 0, length);
            }
        }
    }
}
