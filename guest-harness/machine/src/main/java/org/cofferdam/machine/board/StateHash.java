package org.cofferdam.machine.board;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.cofferdam.machine.memory.PhysicalMemory;

/** A fingerprint of all that software can see of harts and memory: two runs that were the same have the same. */
public final class StateHash {
    private final MessageDigest digest;

    private StateHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        }
    }

    /** SHA-256 over registers, CSRs by number, mode and time of each hart, and then all of RAM, in hexadecimal. */
    public static String of(VirtBoard board) {
        StateHash hash = new StateHash();
        board.harts().forEach(hart -> hart.forEachRegister((_, value) -> hash.number(value)));
        hash.memory(board.ram());
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void number(long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    private void memory(PhysicalMemory ram) {
        byte[] chunk = new byte[1 << 16];
        for (long offset = 0; offset < ram.size(); offset += chunk.length) {
            int length = (int) Math.min(chunk.length, ram.size() - offset);
            ram.read(ram.base() + offset, chunk, 0, length);
            digest.update(chunk, 0, length);
        }
    }
}
