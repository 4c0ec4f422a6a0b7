package org.cofferdam.guests.storage;

import java.io.IOException;

/**
 * The two levels of tables that map a disk's clusters to the file ("Cluster mapping"). Entries are read from the file when
 * they are needed: the host's page cache keeps them, and there is nothing here that could get out of step with the file.
 */
final class Qcow2Table {
    private static final long OWN = 1L << 63;
    private static final long COMPRESSED = 1L << 62;
    private static final long ZERO = 1;
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final int SECTOR = 512;

    private final ImageFile file;
    private final Qcow2Regions regions;
    private final Qcow2Refcounts refcounts;
    private final int clusterBits;
    private final int l2Bits;

    Qcow2Table(ImageFile file, Qcow2Regions regions, Qcow2Refcounts refcounts) {
        this.file = file;
        this.regions = regions;
        this.refcounts = refcounts;
        clusterBits = regions.header().clusterBits();
        l2Bits = regions.header().l2Bits();
    }

    /** What there is for the cluster with that number, which the disk has. */
    Cluster lookup(long number) throws IOException {
        long table = l2(l1(number));
        if (table == 0) {
            return new Cluster.Absent();
        }
        long entry = file.number(table + within(number));
        return (entry & COMPRESSED) != 0 ? compressed(entry) : plain(entry);
    }

    private Cluster plain(long entry) throws IOException {
        long zero = regions.header().version() == 3 ? ZERO : 0;
        Qcow2Header.require((entry & ~(OFFSET | OWN | zero)) == 0, "has an L2 entry with reserved bits");
        long host = entry & OFFSET;
        if (host != 0) {
            regions.checkCluster(host, file.length());
        }
        boolean own = (entry & OWN) != 0;
        if ((entry & zero) != 0) {
            return new Cluster.Zero(host, own);
        }
        return host == 0 ? new Cluster.Absent() : new Cluster.Data(host, own);
    }

    private Cluster compressed(long entry) throws IOException {
        int split = 62 - (clusterBits - 8);
        long host = entry & ((1L << split) - 1);
        long sectors = (entry >> split & ((1L << (clusterBits - 8)) - 1)) + 1;
        long length = sectors * SECTOR - host % SECTOR;
        Qcow2Header.require(
                host >= regions.header().clusterSize() && host < file.length(),
                "has compressed data outside the file: " + host);
        return new Cluster.Compressed(host, (int) length);
    }

    /** Maps a cluster to one of its own. */
    void set(long number, long host) throws IOException {
        file.writeNumber(ownTable(number) + within(number), host | OWN);
    }

    /** Offset of the L2 table for a cluster, which is made, or copied from one that is shared, if need be. */
    private long ownTable(long number) throws IOException {
        long entry = l1(number);
        long old = l2(entry);
        if (old != 0 && (entry & OWN) != 0) {
            regions.checkWritable(old);
            return old;
        }
        int length = regions.header().clusterSize();
        byte[] content = old == 0 ? new byte[length] : file.bytes(old, length);
        long table = refcounts.allocate();
        file.write(table, content);
        file.writeNumber(l1Place(number), table | OWN);
        if (old != 0) {
            refcounts.release(old, length);
        }
        return table;
    }

    private long l1(long number) throws IOException {
        return file.number(l1Place(number));
    }

    private long l1Place(long number) {
        return regions.header().l1Offset() + (number >> l2Bits) * Long.BYTES;
    }

    private long within(long number) {
        return (number & ((1L << l2Bits) - 1)) * Long.BYTES;
    }

    /** Offset of the table that an L1 entry points at; 0 for none. */
    private long l2(long entry) throws IOException {
        Qcow2Header.require((entry & ~(OFFSET | OWN)) == 0, "has an L1 entry with reserved bits");
        long table = entry & OFFSET;
        if (table != 0) {
            regions.checkCluster(table, file.length());
        }
        return table;
    }
}
