package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.Disassembler;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.properties.differential.DifferentialProgram;
import org.cofferdam.properties.differential.ImageWriter;
import org.cofferdam.properties.differential.RandomState;
import org.cofferdam.properties.differential.WrittenProgram;

/**
 * A program without loops that starts in M-mode, and what it starts from.
 *
 * @param seed from which all was drawn
 * @param slot which block of the image is its own: it decides addresses, so the seed decides it
 * @param locks whether it locks entries of the PMP, which nothing but a reset undoes
 * @param start registers and data
 * @param csrs values of {@link CsrPool#FIRST}
 * @param tables words of its page tables, by physical address
 * @param units runs of instructions that belong together
 */
record PrivilegedProgram(
        long seed,
        int slot,
        boolean locks,
        RandomState start,
        Map<String, Long> csrs,
        List<Map<Long, Long>> tables,
        List<List<Integer>> units)
        implements DifferentialProgram<PrivilegedProgram> {

    static final int DATA_WORDS = Layout.DATA_PAGES * Layout.PAGE / 8;

    /** {@code c.jr ra}, twice. */
    private static final long RETURNS = 0x8082_8082_8082_8082L;

    /** The lower half of {@code jalr zero, 0(ra)}, at the end of a page, and a half that goes on with it. */
    private static final long HALF_RETURN = 0x8067_8082_8082_8082L;

    private static final long OTHER_HALF = 0x8082_8082_8082_0000L;

    private static final Disassembler DISASSEMBLER =
            new Disassembler(Rv64.instructions(), false, target -> "0x" + Long.toHexString(target));

    /** The program of a seed. */
    static PrivilegedProgram draw(long seed, Dialect dialect) {
        Choice choice = Choice.of(seed);
        return draw(dialect, seed, Math.floorMod(seed, dialect.slots()), choice, choice);
    }

    /** A program in a slot. */
    static PrivilegedProgram draw(Random random, int slot, Dialect dialect) {
        long seed = random.nextLong();
        Choice ofStart = Choice.of(seed);
        Choice ofUnits = new Choice(random);
        return draw(dialect, seed, slot, ofStart, ofUnits);
    }

    /** A program that has been written down. */
    static PrivilegedProgram read(WrittenProgram written, Dialect dialect) {
        Choice choice = Choice.of(written.seed());
        return draw(dialect, written.seed(), written.slot(), choice, choice).with(written.units());
    }

    private static PrivilegedProgram draw(Dialect dialect, long seed, int slot, Choice ofStart, Choice ofUnits) {
        boolean locks = slot == dialect.slots() - 1;
        long block = Layout.block(slot);
        RandomState start = RandomState.draw(ofStart.source(), DATA_WORDS);
        AddressSpaces spaces = new AddressSpaces(dialect, ofStart, block);
        Map<String, Long> csrs = StartState.draw(ofStart, block, spaces, dialect);
        List<List<Integer>> units = new UnitDraw(dialect, ofUnits, block, spaces, csrs, locks).program();
        return new PrivilegedProgram(seed, slot, locks, start, csrs, spaces.words(), units);
    }

    long block() {
        return Layout.block(slot);
    }

    @Override
    public PrivilegedProgram with(List<List<Integer>> remaining) {
        return new PrivilegedProgram(seed, slot, locks, start, csrs, tables, remaining);
    }

    @Override
    public WrittenProgram written() {
        return new WrittenProgram(seed, slot, units);
    }

    void writeTo(ImageWriter image) {
        long state = block() + Layout.STATE;
        for (int i = 0; i < 32; i++) {
            image.store(state + StatePage.X + 8L * i, start.x().get(i));
            image.store(state + StatePage.F + 8L * i, start.f().get(i));
        }
        // sp, s0 and s1 point into data as M-mode sees it.
        for (long pointer : InstructionDraw.POINTERS) {
            image.store(state + StatePage.X + 8 * pointer, block() + Layout.DATA + Layout.PAGE + 64 * pointer);
        }
        image.store(state + StatePage.FCSR, start.fcsr());
        image.store(state + StatePage.NEXT_RECORD, block() + Layout.LOG);
        image.store(state + StatePage.LAST_RECORD, block() + Layout.LOG + Layout.PAGE);
        image.store(state + StatePage.CODE, block() + Layout.CODE);
        image.store(state + StatePage.RESUME, block() + Layout.CODE + Layout.PROGRAM);
        List<String> first = CsrPool.FIRST;
        for (int i = 0; i < first.size(); i++) {
            image.store(state + StatePage.FIRST_CSRS + 8L * i, csrs.get(first.get(i)));
        }
        for (int i = 0; i < DATA_WORDS; i++) {
            image.store(block() + Layout.DATA + 8L * i, start.data().get(i));
        }
        long landing = block() + Layout.LANDING;
        for (long at = landing; at < landing + Layout.LANDING_PAGES * Layout.PAGE; at += 8) {
            image.store(at, RETURNS);
        }
        image.store(landing + Layout.PAGE - 8, HALF_RETURN);
        image.store(landing + Layout.PAGE, OTHER_HALF);
        tables.forEach(words -> words.forEach(image::store));
        image.moveTo(block() + Layout.CODE);
        image.assemble("ecall", "sret", "ecall", "sret");
        units.forEach(unit -> unit.forEach(image::append));
        for (int i = 0; i < 3; i++) {
            image.assemble("addi s11, zero, " + Mode.END, "ecall");
        }
        if (image.position() > block() + Layout.STATE) {
            throw new IllegalStateException("the program of seed " + seed + " is too long");
        }
    }

    /** Its instructions with their addresses, a line each, units set apart. */
    String text() {
        List<String> lines = new ArrayList<>();
        long address = block() + Layout.CODE + Layout.PROGRAM;
        for (List<Integer> unit : units) {
            for (int bits : unit) {
                lines.add("    %x: %s"
                        .formatted(address, DISASSEMBLER.text(bits, address).replace('\t', ' ')));
                address += InstructionSet.lengthOf(bits);
            }
            lines.add("");
        }
        return String.join("\n", lines);
    }
}
