package org.cofferdam.guests.disassembly;

import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;
import org.cofferdam.guests.loader.CodeFile;
import org.cofferdam.guests.loader.CodeSection;
import org.cofferdam.guests.loader.CodeSymbol;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Disassembler;
import org.cofferdam.machine.isa.InstructionSet;

/** Prints the instructions of a file in the layout of {@code objdump -d}. */
public final class Listing {
    /** Runs of zeros this long are left out; at the end of a stretch shorter ones, which only fill it. */
    private static final int LONG_RUN = 8;

    private static final int LONGEST_FILLING = 3;

    private static final int BYTES_COLUMN = 8;
    private static final String GLOBAL_POINTER = "__global_pointer$";

    private final CodeFile file;
    private final boolean aliases;
    private final long start;
    private final long stop;
    private final SymbolMap symbols;
    private final AddressNotes notes;
    private final PrintWriter out;

    /**
     * A listing of the instructions from {@code start} up to {@code stop}, unsigned addresses.
     *
     * @param aliases whether to use pseudo-instructions
     */
    public Listing(CodeFile file, boolean aliases, long start, long stop, PrintWriter out) {
        this.file = file;
        this.aliases = aliases;
        this.start = start;
        this.stop = stop;
        this.out = out;
        symbols = new SymbolMap(file);
        notes = new AddressNotes(aliases, globalPointer(file));
    }

    /** Prints all sections under a line with the file's name. */
    public void print(String name) {
        out.printf("%n%s:     file format %s%n%n", name, file.format());
        for (CodeSection section : file.sections()) {
            long from = later(section.address(), start);
            long to = earlier(section.end(), stop);
            if (Long.compareUnsigned(from, to) < 0) {
                out.printf("%nDisassembly of section %s:%n", section.name());
                new Section(section).print(from, to);
            }
        }
    }

    private static OptionalLong globalPointer(CodeFile file) {
        return file.symbols().stream()
                .filter(symbol -> symbol.name().equals(GLOBAL_POINTER))
                .mapToLong(CodeSymbol::address)
                .findFirst();
    }

    private static long later(long a, long b) {
        return Long.compareUnsigned(a, b) > 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    private final class Section {
        private final CodeSection section;
        private final DataMap data;
        private final Disassembler disassembler;
        private final int addressWidth;

        Section(CodeSection section) {
            this.section = section;
            data = new DataMap(file, section);
            disassembler = new Disassembler(Rv64.instructions(), aliases, address -> symbols.target(address, section));
            addressWidth = widthOf(section.end());
        }

        /** Leading zeros are left out by fours, while five are there. */
        private static int widthOf(long address) {
            int leading = Long.numberOfLeadingZeros(address) / 4;
            return 16 - (leading < 5 ? 0 : (leading - 1) / 4 * 4);
        }

        /** Stretch by stretch: each begins with a name. */
        void print(long from, long to) {
            List<Long> named = symbols.named(section);
            long at = from;
            while (Long.compareUnsigned(at, to) < 0) {
                long here = at;
                long end = named.stream()
                        .filter(next -> Long.compareUnsigned(next, here) > 0)
                        .findFirst()
                        .map(next -> earlier(next, to))
                        .orElse(to);
                out.printf("%n%016x %s:%n", at, symbols.heading(at, section));
                stretch(at, end);
                at = end;
            }
        }

        private void stretch(long from, long end) {
            long at = from;
            while (Long.compareUnsigned(at, end) < 0) {
                long zeros = zeros(at, end);
                if (zeros >= LONG_RUN || (at + zeros == end && zeros > 0 && zeros <= LONGEST_FILLING)) {
                    out.println("\t...");
                    at += at + zeros == end ? zeros : zeros / 4 * 4;
                } else {
                    at += line(at, end);
                }
            }
        }

        private long zeros(long from, long end) {
            long at = from;
            while (Long.compareUnsigned(at, end) < 0 && octet(at) == 0) {
                at++;
            }
            return at - from;
        }

        /** Prints an instruction or a piece of data; its length. */
        private int line(long at, long end) {
            if (data.isData(at)) {
                int length = (int) Math.min(data.length(at), end - at);
                length = length == 3 ? 2 : length;
                line(at, length, datum(at, length));
                return length;
            }
            long left = section.end() - at;
            int length = left < 2 ? 1 : InstructionSet.lengthOf((int) little(at, 2));
            if (length > left) {
                length = (int) Math.min(left, 2);
                line(at, length, datum(at, length)); // what is left of an instruction that is not there
            } else if (length == 1) {
                line(at, 1, datum(at, 1));
            } else {
                line(at, length, instruction((int) little(at, length), at));
            }
            return length;
        }

        private String instruction(int bits, long at) {
            String text = disassembler.text(bits, at);
            return Rv64.instructions()
                    .decode(bits)
                    .flatMap(decoded -> notes.note(decoded, at))
                    .map(address -> text + " # " + symbols.target(address, section))
                    .orElse(text);
        }

        private String datum(long at, int length) {
            String directive =
                    switch (length) {
                        case 1 -> ".byte\t0x%02x";
                        case 2 -> ".short\t0x%04x";
                        default -> ".word\t0x%08x";
                    };
            return directive.formatted(little(at, length));
        }

        private void line(long at, int length, String text) {
            StringBuilder bytes = new StringBuilder();
            bytes.append(("%0" + 2 * length + "x").formatted(little(at, length)));
            int chunks = BYTES_COLUMN / length;
            bytes.append(" ".repeat(1 + (chunks - 1) * (2 * length + 1)));
            out.printf("%" + addressWidth + "x:\t%s\t%s%n", at, bytes, text);
        }

        private long little(long at, int length) {
            long value = 0;
            for (int i = 0; i < length; i++) {
                value |= (long) octet(at + i) << (8 * i);
            }
            return value;
        }

        private int octet(long at) {
            return section.bytes().get((int) (at - section.address())) & 0xff;
        }
    }
}
