package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The reference counts of an image's clusters ("Host cluster management"). New clusters come at the end of the file: what
 * has been released is found again by {@code qemu-img convert}, not here, and no disk grows beyond its size and its tables.
 */
final class Qcow2Refcounts {
    private static final long OFFSET = 0xffff_ffff_ffff_fe00L;

    /** Clusters behind the end of the file that may be counted as used before the image is taken for broken. */
    private static final int MOST_SKIPPED = 1024;

    private static final long LARGEST_OFFSET = 1L << 56;

    private final ImageFile file;
    private final Qcow2Regions regions;
    private final int clusterSize;
    private final int clusterBits;
    private final int order;
    private final long perBlock;

    /** The first cluster that has never been given out; behind the end of the file until it is written. */
    private long next;

    Qcow2Refcounts(ImageFile file, Qcow2Regions regions) {
        this.file = file;
        this.regions = regions;
        clusterSize = regions.header().clusterSize();
        clusterBits = regions.header().clusterBits();
        order = regions.header().refcountOrder();
        perBlock = 1L << (clusterBits + 3 - order);
    }

    /**
     * Takes a cluster that nothing refers to, and counts one reference to it.
     *
     * @return its offset; what lies there is unknown until it is written
     * @throws IOException if the file cannot grow, or its counts contradict themselves
     */
    long allocate() throws IOException {
        long index = Math.max(next, Math.ceilDiv(file.length(), clusterSize));
        int skipped = 0;
        while (true) {
            if (index >= LARGEST_OFFSET >> clusterBits) {
                throw new IOException("the image is as long as one can be");
            }
            long block = block(index);
            if (block == 0) {
                index = index / perBlock < regions.header().refcountEntries() ? addBlock(index) : growTable(index);
            } else if (count(block, index) == 0) {
                set(block, index, 1);
                next = index + 1;
                return index << clusterBits;
            } else {
                Qcow2Header.require(++skipped <= MOST_SKIPPED, "counts references to clusters behind its end");
                index++;
            }
        }
    }

    /**
     * Counts one reference less to each cluster that {@code length} bytes from {@code host} touch.
     *
     * @throws DiskException if there was none
     */
    void release(long host, long length) throws IOException {
        long last = (host + length - 1) >> clusterBits;
        for (long index = host >> clusterBits; index <= last; index++) {
            long block = block(index);
            long count = block == 0 ? 0 : count(block, index);
            Qcow2Header.require(count != 0, "refers to a cluster that it counts as free: " + (index << clusterBits));
            set(block, index, count - 1);
        }
    }

    /** Offset of the block with a cluster's count; 0 if there is none yet. */
    private long block(long index) throws IOException {
        long entry = index / perBlock;
        if (entry >= regions.header().refcountEntries()) {
            return 0;
        }
        long block = file.number(regions.header().refcountOffset() + entry * Long.BYTES) & OFFSET;
        if (block != 0) {
            regions.checkCluster(block, file.length());
            regions.checkWritable(block);
        }
        return block;
    }

    /** A new block at the cluster {@code index}, which it counts itself; returns the first cluster behind it. */
    private long addBlock(long index) throws IOException {
        file.write(index << clusterBits, newBlock(index, index, index + 1));
        file.writeNumber(regions.header().refcountOffset() + index / perBlock * Long.BYTES, index << clusterBits);
        next = index + 1;
        return next;
    }

    /** The block that counts {@code index}, with one reference to each cluster from {@code start} to before {@code end}. */
    private byte[] newBlock(long index, long start, long end) {
        byte[] block = new byte[clusterSize];
        long first = index / perBlock * perBlock;
        for (long used = Math.max(start, first); used < Math.min(end, first + perBlock); used++) {
            put(block, 0, used % perBlock, 1);
        }
        return block;
    }

    /**
     * A longer table at the cluster {@code index}, followed by the blocks that count both; returns the first cluster behind.
     * The old table counts no cluster from {@code index} on.
     */
    private long growTable(long index) throws IOException {
        Qcow2Header old = regions.header();
        long firstEntry = index / perBlock;
        long clusters = old.refcountClusters() * 3L / 2 + 1;
        long blocks = 1;
        long lastEntry = (index + clusters + blocks - 1) / perBlock;
        while (lastEntry - firstEntry + 1 > blocks || lastEntry >= clusters << (clusterBits - 3)) {
            blocks = lastEntry - firstEntry + 1;
            clusters = Math.max(clusters, (lastEntry >> (clusterBits - 3)) + 1);
            lastEntry = (index + clusters + blocks - 1) / perBlock;
        }
        Qcow2Header moved = old.withRefcountTable(index << clusterBits, clusters);
        long end = index + clusters + blocks;
        byte[] table = new byte[(int) (clusters << clusterBits)];
        file.read(old.refcountOffset(), table, 0, old.refcountClusters() << clusterBits);
        for (int i = 0; i < blocks; i++) {
            long block = (index + clusters + i) << clusterBits;
            file.write(block, newBlock((firstEntry + i) * perBlock, index, end));
            ByteBuffer.wrap(table).putLong((int) (firstEntry + i) * Long.BYTES, block);
        }
        file.write(moved.refcountOffset(), table);
        ByteBuffer place =
                ByteBuffer.allocate(12).putLong(moved.refcountOffset()).putInt(moved.refcountClusters());
        file.write(Qcow2Header.AT_REFCOUNT_TABLE, place.array());
        regions.moveRefcountTable(moved);
        next = end;
        release(old.refcountOffset(), (long) old.refcountClusters() << clusterBits);
        return next;
    }

    private long count(long block, long index) throws IOException {
        long at = index % perBlock;
        if (order < 3) {
            int octet = file.bytes(block + (at << order) / 8, 1)[0] & 0xff;
            return octet >> ((at << order) % 8) & ((1 << (1 << order)) - 1);
        }
        long value = 0;
        for (byte octet : file.bytes(block + (at << (order - 3)), 1 << (order - 3))) {
            value = value << 8 | (octet & 0xff);
        }
        return value;
    }

    private void set(long block, long index, long count) throws IOException {
        long at = index % perBlock;
        int width = order < 3 ? 1 : 1 << (order - 3);
        long place = block + (order < 3 ? (at << order) / 8 : at * width);
        byte[] bytes = file.bytes(place, width);
        put(bytes, order < 3 ? place - block : at * width, at, count);
        file.write(place, bytes);
    }

    /**
     * Stores a count: numbers of less than a byte fill it from its lowest bits on, longer ones are big-endian.
     *
     * @param bytes a part of a block that begins at its byte {@code start}
     */
    private void put(byte[] bytes, long start, long at, long count) {
        if (order < 3) {
            int octet = (int) ((at << order) / 8 - start);
            int shift = (int) ((at << order) % 8);
            int mask = (1 << (1 << order)) - 1;
            bytes[octet] = (byte) ((bytes[octet] & ~(mask << shift)) | ((int) count << shift));
        } else {
            int width = 1 << (order - 3);
            for (int i = 0; i < width; i++) {
                bytes[(int) (at * width - start) + i] = (byte) (count >>> (8 * (width - 1 - i)));
            }
        }
    }
}
