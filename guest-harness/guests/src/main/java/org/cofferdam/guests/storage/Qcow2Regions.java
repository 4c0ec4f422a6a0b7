package org.cofferdam.guests.storage;

/**
 * Where an image's own structures lie. Neither a disk's data nor a table is ever written there, whatever entries of a
 * crafted image say: else a guest could write the name of its backing file.
 */
final class Qcow2Regions {
    private Qcow2Header header;

    Qcow2Regions(Qcow2Header header) {
        this.header = header;
    }

    Qcow2Header header() {
        return header;
    }

    void moveRefcountTable(Qcow2Header moved) {
        header = moved;
    }

    /**
     * Checks that a cluster may be written.
     *
     * @throws DiskException if it overlaps header, L1 table or reference count table
     */
    void checkWritable(long host) throws DiskException {
        long length = header.clusterSize();
        boolean taken = overlaps(host, 0, length)
                || overlaps(host, header.l1Offset(), (long) header.l1Entries() * Long.BYTES)
                || overlaps(host, header.refcountOffset(), header.refcountClusters() * length);
        Qcow2Header.require(!taken, "has an entry that points at its own tables: " + host);
    }

    private boolean overlaps(long host, long start, long length) {
        return host < start + length && start < host + header.clusterSize();
    }

    /**
     * Checks an offset that an entry gives.
     *
     * @param length of the file
     * @throws DiskException if no cluster begins there
     */
    void checkCluster(long host, long length) throws DiskException {
        Qcow2Header.require(
                host % header.clusterSize() == 0 && host >= header.clusterSize() && host < length,
                "has an entry that points outside the file or between clusters: " + host);
    }
}
