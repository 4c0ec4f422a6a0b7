package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header of a qcow2 image, checked (QEMU, docs/interop/qcow2.txt, "Header").
 *
 * @param version         2 or 3
 * @param clusterBits     a cluster is {@code 1 << clusterBits} bytes, in the file and on the disk
 * @param size            bytes of the disk
 * @param l1Entries       entries of the table that maps the disk
 * @param l1Offset        where that table lies in the file
 * @param refcountOffset  where the table of blocks of reference counts lies
 * @param refcountClusters its length in clusters
 * @param refcountOrder   a reference count has {@code 1 << refcountOrder} bits
 * @param incompatible    features that must be understood to open the image
 * @param backing         what lies behind clusters that the image does not have
 */
record Qcow2Header(
        int version,
        int clusterBits,
        long size,
        int l1Entries,
        long l1Offset,
        long refcountOffset,
        int refcountClusters,
        int refcountOrder,
        long incompatible,
        Optional<Backing> backing) {
    static final String MAGIC = "QFI\u00fb";

    static final int AT_REFCOUNT_TABLE = 48;
    static final int AT_INCOMPATIBLE = 72;
    static final int AT_AUTOCLEAR = 88;
    static final int LENGTH_2 = 72;
    static final int LENGTH_3 = 104;

    static final long DIRTY = 1;
    static final long CORRUPT = 2;
    private static final long EXTERNAL_DATA = 4;
    private static final long COMPRESSION_TYPE = 8;
    private static final long EXTENDED_L2 = 16;

    static final int EXTENSION_END = 0;
    static final int EXTENSION_BACKING_FORMAT = 0xe279_2aca;

    /** The limits are QEMU's (block/qcow2.h). */
    private static final int LEAST_CLUSTER_BITS = 9;

    private static final int MOST_CLUSTER_BITS = 21;
    private static final int LARGEST_L1 = 32 << 20;
    private static final int LARGEST_REFCOUNT_TABLE = 8 << 20;
    private static final int MOST_REFCOUNT_ORDER = 6;
    static final int LONGEST_BACKING_NAME = 1023;

    /** The backing file as the image names it, relative to the folder of the image. */
    record Backing(String name, DiskFormat format) {}

    static byte[] magic() {
        return MAGIC.getBytes(StandardCharsets.ISO_8859_1);
    }

    int clusterSize() {
        return 1 << clusterBits;
    }

    /** Entries of an L2 table, which fills one cluster. */
    int l2Bits() {
        return clusterBits - 3;
    }

    /** Entries of the table of reference count blocks. */
    long refcountEntries() {
        return (long) refcountClusters << (clusterBits - 3);
    }

    boolean has(long feature) {
        return (incompatible & feature) != 0;
    }

    /** The same with its reference count table elsewhere. */
    Qcow2Header withRefcountTable(long offset, long clusters) throws IOException {
        if (clusters > LARGEST_REFCOUNT_TABLE >> clusterBits) {
            throw new IOException("the image has no room for more reference counts");
        }
        return new Qcow2Header(
                version,
                clusterBits,
                size,
                l1Entries,
                l1Offset,
                offset,
                (int) clusters,
                refcountOrder,
                incompatible,
                backing);
    }

    /**
     * Reads and checks a header.
     *
     * @throws DiskException if the file is no qcow2 image, uses a feature that is not supported, or contradicts itself
     */
    static Qcow2Header read(ImageFile file) throws IOException {
        long length = file.length();
        require(length >= LENGTH_2, "is no qcow2 image: only " + length + " bytes long");
        byte[] bytes = new byte[LENGTH_3];
        file.readPadded(0, bytes, 0, bytes.length);
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        require(fields.getInt(0) == ByteBuffer.wrap(magic()).getInt(0), "is no qcow2 image");
        int version = fields.getInt(4);
        require(
                version == 2 || version == 3,
                "is qcow2 of version " + Integer.toUnsignedString(version) + ", not 2 or 3");
        boolean third = version == 3;
        require(fields.getInt(32) == 0, "is encrypted, which is not supported");
        require(
                fields.getInt(60) == 0,
                "has internal snapshots, which are not supported: qemu-img convert makes a copy");
        long incompatible = third ? fields.getLong(AT_INCOMPATIBLE) : 0;
        checkFeatures(incompatible);
        int clusterBits = fields.getInt(20);
        require(
                clusterBits >= LEAST_CLUSTER_BITS && clusterBits <= MOST_CLUSTER_BITS,
                "says that a cluster has 2^" + Integer.toUnsignedString(clusterBits) + " bytes, not 2^9 to 2^21");
        int order = third ? fields.getInt(96) : 4;
        require(order >= 0 && order <= MOST_REFCOUNT_ORDER, "says that a reference count has 2^" + order + " bits");
        int headerLength = third ? fields.getInt(100) : LENGTH_2;
        require(
                headerLength >= (third ? LENGTH_3 : LENGTH_2)
                        && headerLength <= Math.min(length, 1L << clusterBits)
                        && headerLength % 8 == 0,
                "says that its header has " + Integer.toUnsignedString(headerLength) + " bytes");
        Optional<Backing> backing =
                backing(file, fields.getLong(8), fields.getInt(16), headerLength, 1L << clusterBits);
        Qcow2Header header = new Qcow2Header(
                version,
                clusterBits,
                fields.getLong(24),
                fields.getInt(36),
                fields.getLong(40),
                fields.getLong(AT_REFCOUNT_TABLE),
                fields.getInt(56),
                order,
                incompatible,
                backing);
        header.checkTables(length);
        return header;
    }

    private static void checkFeatures(long incompatible) throws DiskException {
        require((incompatible & EXTERNAL_DATA) == 0, "keeps its data in an external file, which is not supported");
        require(
                (incompatible & COMPRESSION_TYPE) == 0,
                "is compressed otherwise than with zlib, which is not supported");
        require((incompatible & EXTENDED_L2) == 0, "has extended L2 entries (subclusters), which are not supported");
        long unknown = incompatible & ~(DIRTY | CORRUPT);
        require(unknown == 0, "needs a feature that is not known: 0x" + Long.toHexString(unknown));
    }

    private void checkTables(long length) throws DiskException {
        require(size >= 0, "says that the disk has " + Long.toUnsignedString(size) + " bytes");
        long needed = size == 0 ? 0 : ((size - 1) >>> (clusterBits + l2Bits())) + 1;
        require(
                l1Entries >= 0 && l1Entries <= LARGEST_L1 / Long.BYTES && needed <= l1Entries,
                "says that the disk has %d bytes, and that its L1 table has %s entries: one of both is wrong"
                        .formatted(size, Integer.toUnsignedString(l1Entries)));
        require(inside(l1Offset, (long) l1Entries * Long.BYTES, length), "has no L1 table where it says it is");
        require(
                refcountClusters > 0 && (long) refcountClusters << clusterBits <= LARGEST_REFCOUNT_TABLE,
                "says that its reference count table has " + Integer.toUnsignedString(refcountClusters) + " clusters");
        require(
                inside(refcountOffset, (long) refcountClusters << clusterBits, length),
                "has no reference count table where it says it is");
    }

    /** Tables begin at a cluster, behind the header's, and lie in the file. */
    private boolean inside(long offset, long bytes, long length) {
        return offset >= clusterSize()
                && offset % clusterSize() == 0
                && offset <= length
                && bytes <= Math.ceilDiv(length, clusterSize()) * clusterSize() - offset;
    }

    private static Optional<Backing> backing(
            ImageFile file, long nameOffset, int nameLength, int headerLength, long cluster) throws IOException {
        if (nameOffset == 0) {
            return Optional.empty();
        }
        long end = Math.min(cluster, file.length());
        require(
                nameLength > 0
                        && nameLength <= LONGEST_BACKING_NAME
                        && nameOffset >= headerLength
                        && nameOffset <= end - nameLength,
                "says that its backing file's name lies at " + Long.toUnsignedString(nameOffset));
        String name = new String(file.bytes(nameOffset, nameLength), StandardCharsets.UTF_8);
        String format = backingFormat(file, headerLength, nameOffset)
                .orElseThrow(
                        () -> new DiskException(
                                "does not say which format its backing file has: qemu-img rebase -u -b FILE -F FORMAT adds it"));
        return Optional.of(new Backing(
                name,
                DiskFormat.of(format)
                        .orElseThrow(() ->
                                new DiskException("has a backing file of format '" + format + "', not raw or qcow2"))));
    }

    /** Walks the header's extensions, which end before the name, a type of zero, or what has no room any more. */
    private static Optional<String> backingFormat(ImageFile file, int headerLength, long end) throws IOException {
        long at = headerLength;
        while (at + 8 <= end) {
            ByteBuffer head = ByteBuffer.wrap(file.bytes(at, 8));
            int type = head.getInt(0);
            int length = head.getInt(4);
            if (type == EXTENSION_END) {
                return Optional.empty();
            }
            require(length >= 0 && length <= end - at - 8, "has a header extension that is longer than the header");
            if (type == EXTENSION_BACKING_FORMAT) {
                return Optional.of(new String(file.bytes(at + 8, length), StandardCharsets.ISO_8859_1));
            }
            at += 8 + Math.ceilDiv(length, 8) * 8L;
        }
        return Optional.empty();
    }

    static void require(boolean met, String otherwise) throws DiskException {
        if (!met) {
            throw new DiskException(otherwise);
        }
    }
}
