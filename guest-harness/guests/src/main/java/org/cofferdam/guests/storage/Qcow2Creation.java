package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Makes an empty qcow2 image of version 3 in front of a backing file: header, reference count table, one block of counts, and
 * the L1 table, in clusters of 64 KiB.
 */
final class Qcow2Creation {
    private static final int CLUSTER_BITS = 16;
    private static final int CLUSTER = 1 << CLUSTER_BITS;
    private static final int REFCOUNT_ORDER = 4;
    private static final int FIRST_L1_CLUSTER = 3;

    /** Bytes of the disk that one L1 entry maps. */
    private static final long PER_L1_ENTRY = (long) CLUSTER * CLUSTER / Long.BYTES;

    /** As much L1 table as the one block of counts covers with ease. */
    private static final int MOST_L1_CLUSTERS = 1024;

    private Qcow2Creation() {}

    /**
     * Writes the file.
     *
     * @param backing as the image shall name it
     * @param size    of the disk in bytes
     * @throws IOException if the file is there already, cannot be written, or the disk is too large for this format
     */
    static void overlay(Path path, Qcow2Header.Backing backing, long size) throws IOException {
        long l1Entries = Math.ceilDiv(size, PER_L1_ENTRY);
        long l1Clusters = Math.max(1, Math.ceilDiv(l1Entries * Long.BYTES, CLUSTER));
        byte[] name = backing.name().getBytes(StandardCharsets.UTF_8);
        byte[] format = backing.format().word().getBytes(StandardCharsets.US_ASCII);
        Qcow2Header.require(l1Clusters <= MOST_L1_CLUSTERS, "would have an L1 table that is too long");
        Qcow2Header.require(
                name.length <= Qcow2Header.LONGEST_BACKING_NAME, "would have too long a backing file's name");
        int nameOffset = Qcow2Header.LENGTH_3 + 8 + Math.ceilDiv(format.length, 8) * 8 + 8;
        ByteBuffer header = ByteBuffer.allocate(CLUSTER)
                .put(Qcow2Header.magic())
                .putInt(3)
                .putLong(nameOffset)
                .putInt(name.length)
                .putInt(CLUSTER_BITS)
                .putLong(size)
                .putInt(0) // not encrypted
                .putInt((int) l1Entries)
                .putLong((long) FIRST_L1_CLUSTER * CLUSTER)
                .putLong(CLUSTER)
                .putInt(1)
                .putInt(0) // no snapshots
                .putLong(0)
                .putLong(0) // no features of any kind
                .putLong(0)
                .putLong(0)
                .putInt(REFCOUNT_ORDER)
                .putInt(Qcow2Header.LENGTH_3);
        header.putInt(Qcow2Header.EXTENSION_BACKING_FORMAT)
                .putInt(format.length)
                .put(format);
        header.position(nameOffset).put(name);
        ByteBuffer counts = ByteBuffer.allocate(CLUSTER);
        for (int i = 0; i < FIRST_L1_CLUSTER + l1Clusters; i++) {
            counts.putShort((short) 1);
        }
        try (ImageFile file = ImageFile.create(path)) {
            file.write(0, header.array());
            file.write(
                    CLUSTER, ByteBuffer.allocate(CLUSTER).putLong(2L * CLUSTER).array());
            file.write(2 * CLUSTER, counts.array());
            file.write((long) FIRST_L1_CLUSTER * CLUSTER, new byte[(int) l1Clusters * CLUSTER]);
        }
    }
}
