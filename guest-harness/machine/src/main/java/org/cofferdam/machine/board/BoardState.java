package org.cofferdam.machine.board;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.cofferdam.machine.firmware.SbiFirmware;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * The saved state of a board: everything that decides how it goes on, the content of its disks aside. A stream of deflated parts, each with
 * its name and length: the board's clock, the harts, the devices, the resident firmware, then the pages of RAM and flash that are not zero; last the
 * SHA-256 of it all.
 */
public final class BoardState {
    private static final String MAGIC = "Cofferdam board";

    /** Grows whenever what is saved, or how, changes. */
    private static final int VERSION = 1;

    private static final int PAGE = (int) PhysicalMemory.PAGE;
    private static final int LONGEST_PART = 1 << 24;
    private static final long NO_PAGE = -1;
    private static final int BUFFER = 1 << 16;

    /** Looks at a machine's description. */
    @FunctionalInterface
    public interface MachineCheck {
        /**
         * Compares the description with the machine that is to take up the state.
         *
         * @throws StateException if it describes another
         */
        void check(String machine) throws StateException;
    }

    private BoardState() {}

    /**
     * Writes the state of a board between two runs.
     *
     * @param machine says what machine it is, in the caller's words
     */
    public static void save(VirtBoard board, String machine, OutputStream file) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(file, deflater, BUFFER);
                DigestOutputStream digested = new DigestOutputStream(deflated, sha256());
                DataOutputStream out = new DataOutputStream(digested)) {
            out.writeUTF(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(machine);
            write(out, "the clock", board.turns());
            for (int id = 0; id < board.harts().size(); id++) {
                write(out, "hart " + id, board.harts().get(id));
            }
            for (Bus.Mapping mapping : board.bus().devices()) {
                write(out, mapping.device().name(), mapping.device());
            }
            out.writeBoolean(board.firmware() != null);
            if (board.firmware() != null) {
                write(out, "the firmware", board.firmware());
            }
            writeMemory(out, board.ram());
            for (PhysicalMemory array : board.bus().arrays()) {
                writeMemory(out, array);
            }
            digested.on(false);
            out.write(digested.getMessageDigest().digest());
        } finally {
            deflater.end();
        }
    }

    private static void write(DataOutputStream out, String name, Stateful part) throws IOException {
        StateWriter writer = new StateWriter();
        part.save(writer);
        byte[] bytes = writer.toByteArray();
        out.writeUTF(name);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeMemory(DataOutputStream out, PhysicalMemory ram) throws IOException {
        byte[] zero = new byte[PAGE];
        byte[] page = new byte[PAGE];
        for (long index = 0; index < ram.size() / PAGE; index++) {
            ram.read(ram.base() + index * PAGE, page, 0, PAGE);
            if (!Arrays.equals(page, zero)) {
                out.writeLong(index);
                out.write(page);
            }
        }
        out.writeLong(NO_PAGE);
    }

    /**
     * Takes up a saved state in a board that was built as the saved one was, and has not run.
     *
     * @param check looks at the words that {@link #save} was given
     * @throws StateException if the file is none, is damaged, or is of another machine; the board is then of no use
     * @throws IOException if it cannot be read
     */
    public static void restore(VirtBoard board, MachineCheck check, InputStream file)
            throws IOException, StateException {
        try (InflaterInputStream inflated = new InflaterInputStream(file);
                DigestInputStream digested = new DigestInputStream(inflated, sha256());
                DataInputStream in = new DataInputStream(digested)) {
            checkHeader(in, check);
            read(in, "the clock", board.turns());
            for (int id = 0; id < board.harts().size(); id++) {
                read(in, "hart " + id, board.harts().get(id));
            }
            for (Bus.Mapping mapping : board.bus().devices()) {
                read(in, mapping.device().name(), mapping.device());
            }
            if (in.readBoolean()) {
                SbiFirmware firmware = board.installFirmware();
                read(in, "the firmware", firmware);
                firmware.attach();
            }
            readMemory(in, board.ram());
            for (PhysicalMemory array : board.bus().arrays()) {
                clear(array);
                readMemory(in, array);
            }
            digested.on(false);
            byte[] sum = digested.getMessageDigest().digest();
            if (!Arrays.equals(sum, in.readNBytes(sum.length)) || in.read() >= 0) {
                throw new StateException("is damaged: its checksum is wrong");
            }
        } catch (EOFException e) {
            throw new StateException("is truncated");
        } catch (ZipException | UTFDataFormatException e) {
            throw new StateException("is damaged, or no saved state");
        }
    }

    private static void checkHeader(DataInputStream in, MachineCheck check) throws IOException, StateException {
        if (!in.readUTF().equals(MAGIC)) {
            throw new StateException("is no saved state");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new StateException("is a saved state of version %d, not %d".formatted(version, VERSION));
        }
        check.check(in.readUTF());
    }

    private static void read(DataInputStream in, String name, Stateful part) throws IOException, StateException {
        String found = in.readUTF();
        int length = in.readInt();
        if (!found.equals(name) || length < 0 || length > LONGEST_PART) {
            throw new StateException("is damaged: %s stands where %s should".formatted(found, name));
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        StateReader reader = new StateReader(name, bytes);
        try {
            part.restore(reader);
            reader.end();
        } catch (StateException e) {
            throw new StateException("is damaged: " + e.getMessage());
        }
    }

    /** Does not touch what is zero already, so that the host need not provide it. */
    private static void clear(PhysicalMemory memory) {
        byte[] zero = new byte[PAGE];
        byte[] page = new byte[PAGE];
        for (long address = memory.base(); address < memory.base() + memory.size(); address += PAGE) {
            memory.read(address, page, 0, PAGE);
            if (!Arrays.equals(page, zero)) {
                memory.clear(address, PAGE);
            }
        }
    }

    private static void readMemory(DataInputStream in, PhysicalMemory ram) throws IOException, StateException {
        byte[] page = new byte[PAGE];
        long next = 0;
        for (long index = in.readLong(); index != NO_PAGE; index = in.readLong()) {
            if (index < next || index >= ram.size() / PAGE) {
                throw new StateException(
                        "is damaged: it has page %d of memory after page %d".formatted(index, next - 1));
            }
            next = index + 1;
            in.readFully(page);
            ram.write(ram.base() + index * PAGE, page, 0, PAGE);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java platform has SHA-256", e);
        }
    }
}
