package org.cofferdam.machine.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A virtio disk (virtio 1.2, section 5.2) with one request queue: read, write, flush, get-id. A request that is badly formed but has room
 * for a status byte is answered with one; a request that has not is a failure of the queue.
 */
public final class VirtioBlock implements VirtioDevice {
    private static final int SECTOR = 512;
    private static final int QUEUE_SIZE = 64;
    private static final int HEADER = 16;
    private static final int SEGMENTS = QUEUE_SIZE - 2; // the others hold header and status
    private static final int SEGMENT_LENGTH = 32 << 10;
    private static final int LONGEST_TRANSFER = SEGMENTS * SEGMENT_LENGTH;
    private static final int IDENTITY_LENGTH = 20;

    private static final long FEATURE_SIZE_MAX = 1L << 1;
    private static final long FEATURE_SEG_MAX = 1L << 2;
    private static final long FEATURE_READ_ONLY = 1L << 5;
    private static final long FEATURE_FLUSH = 1L << 9;

    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int FLUSH = 4;
    private static final int GET_IDENTITY = 8;

    private static final int OK = 0;
    private static final int IO_ERROR = 1;
    private static final int UNSUPPORTED = 2;

    private final Storage storage;
    private final byte[] identity;
    private final byte[] configuration;
    private final byte[] header = new byte[HEADER];
    private byte[] data = new byte[0];
    private long written;

    /** A disk with all whole sectors of {@code storage}. */
    public VirtioBlock(Storage storage) {
        this(storage, "cofferdam");
    }

    /** As above; {@code serial} is cut at 20 bytes. */
    public VirtioBlock(Storage storage, String serial) {
        this.storage = storage;
        identity = Arrays.copyOf(serial.getBytes(StandardCharsets.US_ASCII), IDENTITY_LENGTH);
        configuration = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(storage.size() / SECTOR)
                .putInt(SEGMENT_LENGTH)
                .putInt(SEGMENTS)
                .array();
    }

    @Override
    public int id() {
        return 2;
    }

    @Override
    public String name() {
        return "virtio-block";
    }

    @Override
    public long features() {
        return FEATURE_SIZE_MAX | FEATURE_SEG_MAX | FEATURE_FLUSH | (storage.readOnly() ? FEATURE_READ_ONLY : 0);
    }

    @Override
    public int queues() {
        return 1;
    }

    @Override
    public int queueSize() {
        return QUEUE_SIZE;
    }

    @Override
    public byte[] configuration() {
        return configuration;
    }

    @Override
    public void reset() {}

    @Override
    public void notified(int index, VirtQueue queue) {
        for (VirtChain chain = queue.next(); chain != null; chain = queue.next()) {
            long room = chain.writableLength();
            if (room == 0 || !chain.read(0, header, 0, HEADER)) {
                queue.fail();
                return;
            }
            written = 0;
            byte[] status = {(byte) perform(chain, room - 1)};
            if (!chain.write(room - 1, status, 0, 1)) {
                queue.fail();
                return;
            }
            queue.complete(chain, written + 1);
        }
    }

    /** Carries out the request whose header was read, with {@code room} writable bytes before the status byte. */
    private int perform(VirtChain chain, long room) {
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long sector = fields.getLong(8);
        try {
            return switch (fields.getInt(0)) {
                case READ -> read(chain, sector, room);
                case WRITE -> write(chain, sector, chain.readableLength() - HEADER);
                case FLUSH -> {
                    storage.flush();
                    yield OK;
                }
                case GET_IDENTITY -> room >= IDENTITY_LENGTH ? answer(chain, identity, IDENTITY_LENGTH) : IO_ERROR;
                default -> UNSUPPORTED;
            };
        } catch (IOException e) {
            return IO_ERROR;
        }
    }

    private int read(VirtChain chain, long sector, long length) throws IOException {
        if (!inside(sector, length)) {
            return IO_ERROR;
        }
        storage.read(sector * SECTOR, buffer((int) length), 0, (int) length);
        return answer(chain, data, (int) length);
    }

    private int write(VirtChain chain, long sector, long length) throws IOException {
        if (storage.readOnly()
                || !inside(sector, length)
                || !chain.read(HEADER, buffer((int) length), 0, (int) length)) {
            return IO_ERROR;
        }
        storage.write(sector * SECTOR, data, 0, (int) length);
        return OK;
    }

    private int answer(VirtChain chain, byte[] bytes, int length) {
        if (!chain.write(0, bytes, 0, length)) {
            return IO_ERROR;
        }
        written = length;
        return OK;
    }

    private boolean inside(long sector, long length) {
        long sectors = storage.size() / SECTOR;
        return length % SECTOR == 0
                && length <= LONGEST_TRANSFER
                && sector >= 0
                && sector <= sectors
                && length / SECTOR <= sectors - sector;
    }

    private byte[] buffer(int length) {
        if (data.length < length) {
            data = new byte[length];
        }
        return data;
    }
}
