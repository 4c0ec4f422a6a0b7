package org.cofferdam.properties.differential.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.microkernel.translation.GStageTable;

/**
 * Address spaces as the core makes them, in an image: populated with regions, then changed as grants and balloons change them. Each
 * double-word of memory holds its own address, so that what is read tells where it was read.
 */
final class CoreTables {
    private static final long FRAMES = Questionnaire.BASE + 0x80_0000;
    private static final int COUNT = 2048;
    private static final int PAGE = FrameTable.FRAME;
    private static final long LARGE = 0x20_0000;

    private final Random random;
    private final ImageMemory memory;
    private final FrameTable frames;
    private final List<GStageTable> tables = new ArrayList<>();
    private final List<List<Long>> places = new ArrayList<>();

    CoreTables(Random random, ImageMemory memory) {
        this.random = random;
        this.memory = memory;
        frames = new FrameTable(memory, FRAMES, COUNT);
        for (int space = 0; space < 3; space++) {
            Account account = frames.open(COUNT / 3);
            GStageMode mode = GStageMode.values()[random.nextInt(3)];
            tables.add(GStageTable.make(mode, memory, frames, account, (_, _) -> {}));
            places.add(new ArrayList<>());
            fill(space);
        }
        for (int change = 0; change < 60; change++) {
            change(random.nextInt(tables.size()));
        }
        for (int frame = 0; frame < COUNT; frame++) {
            long address = FRAMES + (long) frame * PAGE;
            if (!(frames.at(address) instanceof FrameState.Table)) {
                for (int word = 0; word < PAGE; word += 8) {
                    memory.store(address + word, address + word);
                }
            }
        }
    }

    private void fill(int space) {
        long limit = tables.get(space).limit();
        populate(space, 0, 1 + random.nextInt(3));
        populate(space, 0x8000_0000L, random.nextBoolean() ? 512 : 1 + random.nextInt(20));
        populate(space, limit - 8 * PAGE, 8);
        populate(space, (random.nextLong() & limit - 1) / LARGE * LARGE + LARGE - 2 * PAGE, 4);
    }

    private void populate(int space, long base, int pages) {
        GStageTable table = tables.get(space);
        for (int page = 0; page < pages; page++) {
            if (base < 0 || base + (page + 1L) * PAGE > table.limit() || table.isMapped(base + (long) page * PAGE)) {
                return;
            }
        }
        table.populate(base, (long) pages * PAGE, rights());
        for (int i = 0; i < Math.min(pages, 8); i++) {
            places.get(space).add(base + (long) random.nextInt(pages) * PAGE);
        }
        places.get(space).add(base + (long) pages * PAGE);
        places.get(space).add(base - PAGE);
    }

    private Rights rights() {
        return Rights.values()[random.nextInt(Rights.values().length)];
    }

    /** Takes a page out and puts it where it was, or into another space, or nowhere. */
    private void change(int space) {
        GStageTable table = tables.get(space);
        long place = any(space);
        if (place < 0 || place >= table.limit() || !table.isMapped(place) || table.tablesMissing(place, PAGE) > 4) {
            return;
        }
        Rights own = Rights.values()[0];
        for (Rights rights : Rights.values()) {
            own = rights.bits() == table.rights(place) ? rights : own;
        }
        long frame = table.unmap(place);
        switch (random.nextInt(4)) {
            case 0 -> {
                table.map(place, frame, own, 0);
                table.merge(place);
            }
            case 1 -> table.prune(place);
            case 2 -> {
                int other = random.nextInt(tables.size());
                long there = (any(other) & -LARGE) + (long) random.nextInt(512) * PAGE;
                if (there >= 0 && there < tables.get(other).limit() && !tables.get(other).isMapped(there)) {
                    tables.get(other).map(there, frame, rights(), 0);
                    places.get(other).add(there);
                    if (frames.at(frame) instanceof FrameState.Held held && held.account() != account(other)) {
                        frames.convert(frame, account(other).memory());
                    }
                }
            }
            default -> table.map(place, frame, rights(), 0);
        }
    }

    private Account account(int space) {
        long root = (tables.get(space).hgatp(0) & (1L << 44) - 1) << 12;
        return ((FrameState.Held) frames.at(root)).account();
    }

    private long any(int space) {
        return places.get(space).get(random.nextInt(places.get(space).size()));
    }

    /** A question about a place where something is, or was, or that differs from one in a bit. */
    Question question(int space) {
        long address = any(space) + (random.nextInt(PAGE) & -8L);
        switch (random.nextInt(6)) {
            case 0 -> address ^= 1L << 12 + random.nextInt(52);
            case 1 -> address = random.nextLong() >>> random.nextInt(30) & -8L;
            default -> {}
        }
        Question.Kind[] kinds = Question.Kind.values();
        return new Question(tables.get(space).hgatp(1 + space), address, kinds[random.nextInt(kinds.length)]);
    }

    int spaces() {
        return tables.size();
    }

    /** The core's own view. */
    Answer answer(Question question) {
        GStageTable table = tables.stream()
                .filter(one -> (one.hgatp(0) << 20 ^ question.hgatp() << 20) == 0)
                .findFirst()
                .orElseThrow();
        int rights = table.rights(question.address());
        long physical = table.translate(question.address());
        boolean reads = (rights & 1) != 0;
        boolean allowed =
                switch (question.kind()) {
                    case LOAD -> reads;
                    case FETCH -> (rights & 4) != 0;
                    case STORE -> (rights & 3) == 3;
                };
        if (!allowed) {
            return Answer.refused(question, reads);
        }
        return new Answer(question.kind() == Question.Kind.FETCH ? physical & 0xFFFF_FFFFL : physical, 0, 0);
    }
}
