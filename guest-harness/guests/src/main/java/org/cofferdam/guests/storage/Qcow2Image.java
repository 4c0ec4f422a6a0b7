package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.cofferdam.machine.device.Storage;

/**
 * A disk in a qcow2 image. Writes go to the file at once, and in such an order that a host process that dies leaves clusters
 * that nobody uses, and no entry that points at none. An image that shows itself to be broken while it is written is marked
 * as such, and not written any more.
 */
final class Qcow2Image implements Storage {
    private final ImageFile file;
    private final Qcow2Regions regions;
    private final Qcow2Refcounts refcounts;
    private final Qcow2Table table;
    private final Storage below;
    private final boolean readOnly;
    private final long size;
    private final int clusterSize;
    private boolean broken;

    /** The stream that was inflated last and what became of it: a guest reads a cluster in many pieces. */
    private long inflatedFrom = -1;

    private byte[] inflated;

    private Qcow2Image(ImageFile file, Qcow2Header header, boolean readOnly, Storage below) {
        this.file = file;
        this.below = below;
        this.readOnly = readOnly;
        regions = new Qcow2Regions(header);
        refcounts = new Qcow2Refcounts(file, regions);
        table = new Qcow2Table(file, regions, refcounts);
        size = header.size();
        clusterSize = header.clusterSize();
    }

    /**
     * Opens an image.
     *
     * @param below its backing file's disk, which is closed with it; null if it has none
     * @throws DiskException if the image is refused, such as one to be written that is marked as dirty or corrupt
     */
    static Qcow2Image open(Path path, boolean readOnly, Storage below) throws IOException {
        ImageFile file = ImageFile.open(path, readOnly);
        try {
            Qcow2Header header = Qcow2Header.read(file);
            if (!readOnly) {
                String remedy = ": qemu-img check -r all may repair it; it can still be read";
                Qcow2Header.require(!header.has(Qcow2Header.CORRUPT), "is marked as corrupt" + remedy);
                Qcow2Header.require(
                        !header.has(Qcow2Header.DIRTY), "is marked as dirty (left in the middle of work)" + remedy);
                if (header.version() == 3) {
                    // What others keep in step with the disk, such as bitmaps, will not be after a write of ours.
                    file.writeNumber(Qcow2Header.AT_AUTOCLEAR, 0);
                }
            }
            return new Qcow2Image(file, header, readOnly, below);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int within = (int) ((position + done) % clusterSize);
            int count = Math.min(length - done, clusterSize - within);
            long number = (position + done) / clusterSize;
            read(table.lookup(number), number, within, into, offset + done, count);
            done += count;
        }
    }

    private void read(Cluster cluster, long number, int within, byte[] into, int offset, int count) throws IOException {
        switch (cluster) {
            case Cluster.Absent() -> readBelow(number * clusterSize + within, into, offset, count);
            case Cluster.Zero _ -> Arrays.fill(into, offset, offset + count, (byte) 0);
            case Cluster.Data(long host, boolean _) -> file.readPadded(host + within, into, offset, count);
            case Cluster.Compressed(long host, int length) ->
                System.arraycopy(inflate(host, length), within, into, offset, count);
        }
    }

    private void readBelow(long position, byte[] into, int offset, int count) throws IOException {
        int there = below == null ? 0 : Math.clamp(below.size() - position, 0, count);
        if (there > 0) {
            try {
                below.read(position, into, offset, there);
            } catch (DiskException e) {
                throw new IOException("the backing file " + e.getMessage(), e); // which is not this image's corruption
            }
        }
        Arrays.fill(into, offset + there, offset + count, (byte) 0);
    }

    private byte[] inflate(long host, int length) throws IOException {
        if (host == inflatedFrom) {
            return inflated;
        }
        byte[] stream = new byte[length];
        file.readPadded(host, stream, 0, length);
        byte[] cluster = new byte[clusterSize];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(stream);
            int count = 0;
            int last = 1;
            while (count < clusterSize && last > 0) {
                last = inflater.inflate(cluster, count, clusterSize - count);
                count += last;
            }
            Qcow2Header.require(count == clusterSize, "has compressed data that ends too early: " + host);
        } catch (DataFormatException e) {
            throw new DiskException("has compressed data that is none: " + host);
        }
        inflatedFrom = host;
        inflated = cluster;
        return cluster;
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        if (readOnly || broken) {
            throw new IOException(broken ? "the image is corrupt" : "the image is read-only");
        }
        try {
            int done = 0;
            while (done < length) {
                int within = (int) ((position + done) % clusterSize);
                int count = Math.min(length - done, clusterSize - within);
                write((position + done) / clusterSize, within, from, offset + done, count);
                done += count;
            }
        } catch (DiskException e) {
            markCorrupt();
            throw e;
        }
    }

    private void write(long number, int within, byte[] from, int offset, int count) throws IOException {
        Cluster cluster = table.lookup(number);
        if (cluster instanceof Cluster.Data(long host, boolean own) && own) {
            regions.checkWritable(host);
            file.write(host + within, from, offset, count);
            return;
        }
        byte[] whole = new byte[clusterSize];
        if (count < clusterSize) {
            int there = (int) Math.min(clusterSize, size - number * clusterSize);
            read(cluster, number, 0, whole, 0, there);
        }
        System.arraycopy(from, offset, whole, within, count);
        boolean kept = cluster instanceof Cluster.Zero(long host, boolean own) && own && host != 0;
        long place = kept ? ((Cluster.Zero) cluster).host() : refcounts.allocate();
        regions.checkWritable(place);
        file.write(place, whole);
        table.set(number, place);
        if (!kept) {
            release(cluster);
        }
    }

    /** Lets go of what a cluster had before it got one of its own. */
    private void release(Cluster cluster) throws IOException {
        switch (cluster) {
            case Cluster.Absent() -> {}
            case Cluster.Zero(long host, boolean _) -> {
                if (host != 0) {
                    refcounts.release(host, clusterSize);
                }
            }
            case Cluster.Data(long host, boolean _) -> refcounts.release(host, clusterSize);
            case Cluster.Compressed(long host, int length) -> refcounts.release(host, length);
        }
    }

    private void markCorrupt() throws IOException {
        broken = true;
        if (regions.header().version() == 3) {
            long marked = regions.header().incompatible() | Qcow2Header.CORRUPT;
            file.writeNumber(Qcow2Header.AT_INCOMPATIBLE, marked);
        }
    }

    @Override
    public void flush() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        try (Storage _ = below) {
            file.close();
        }
    }
}
