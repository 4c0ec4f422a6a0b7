package org.cofferdam.properties.differential.privileged;

import static org.cofferdam.properties.differential.privileged.TranslationTable.A;
import static org.cofferdam.properties.differential.privileged.TranslationTable.D;
import static org.cofferdam.properties.differential.privileged.TranslationTable.R;
import static org.cofferdam.properties.differential.privileged.TranslationTable.U;
import static org.cofferdam.properties.differential.privileged.TranslationTable.V;
import static org.cofferdam.properties.differential.privileged.TranslationTable.W;
import static org.cofferdam.properties.differential.privileged.TranslationTable.X;
import static org.cofferdam.properties.differential.privileged.TranslationTable.leaf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program's three trees: of HS-mode and U-mode, of VS-mode and VU-mode, and of the second stage. They always show the
 * code; everything else they show with random permissions.
 */
final class AddressSpaces {

    /** An entry that programs may change: where it is, and what kind of address it holds. */
    record Entry(long place, Kind kind) {}

    enum Kind {
        HOST_DATA,
        GUEST_DATA,
        SECOND_STAGE_DATA
    }

    private static final long ALWAYS = V | R | X | A | D;
    private static final long NAPOT = 1L << 63;
    private static final long RANGE_PAGES = 16;
    private static final long RANGE_MARK = 0x8000;

    private final Dialect dialect;
    private final Choice choice;
    private final long block;
    private final TranslationTable host;
    private final TranslationTable guest;
    private final TranslationTable secondStage;
    private final List<Entry> entries = new ArrayList<>();

    AddressSpaces(Dialect dialect, Choice choice, long block) {
        this.dialect = dialect;
        this.choice = choice;
        this.block = block;
        host = new TranslationTable(3 + choice.below(3), block + Layout.HOST_TABLES, false);
        guest = new TranslationTable(3 + choice.below(3), block + Layout.GUEST_TABLES, false);
        secondStage = new TranslationTable(3 + choice.below(3), block + Layout.SECOND_STAGE_TABLES, true);
        fill(host, Kind.HOST_DATA);
        fill(guest, Kind.GUEST_DATA);
        fillSecondStage();
    }

    long hostRegister() {
        return host.register();
    }

    long guestRegister() {
        return guest.register();
    }

    long secondStageRegister() {
        return secondStage.register();
    }

    List<Map<Long, Long>> words() {
        return List.of(host.words(), guest.words(), secondStage.words());
    }

    List<Entry> entries() {
        return entries;
    }

    private void fill(TranslationTable table, Kind kind) {
        long code = block + Layout.CODE;
        table.map(code, 0, leaf(code, ALWAYS));
        table.map(code + Layout.USER_CODE, 0, leaf(code, ALWAYS | U));
        for (int page = 0; page < Layout.DATA_PAGES; page++) {
            long offset = (long) page * Layout.PAGE;
            entries.add(new Entry(table.map(Layout.WINDOW + offset, 0, entry(kind)), kind));
            long own = block + Layout.DATA + offset;
            table.map(own, 0, leaf(own, flags(kind)));
        }
        for (int page = 0; page < Layout.LANDING_PAGES; page++) {
            long offset = (long) page * Layout.PAGE;
            table.map(Layout.LANDING_WINDOW + offset, 0, leaf(block + Layout.LANDING + offset, flags(kind) ^ X));
        }
        long range = leaf(block, flags(kind)) | NAPOT | leaf(RANGE_MARK, 0);
        for (int page = 0; page < RANGE_PAGES; page++) {
            table.map(Layout.RANGE_WINDOW + (long) page * Layout.PAGE, 0, range);
        }
        long large = block & -Layout.LARGE_PAGE;
        table.map(Layout.LARGE_WINDOW, 1, leaf(choice.oneIn(4) ? block : large, flags(kind)));
        table.map(Layout.HUGE_WINDOW, 2, leaf(Layout.BASE, flags(kind)));
    }

    private void fillSecondStage() {
        long code = block + Layout.CODE;
        secondStage.map(code, 0, leaf(code, ALWAYS | U | choice.bits(W)));
        for (int page = 0; page < Layout.TABLE_PAGES; page++) {
            long own = block + Layout.GUEST_TABLES + (long) page * Layout.PAGE;
            long flags = choice.oneIn(24) ? flags(Kind.SECOND_STAGE_DATA) : V | R | W | U | A | D;
            secondStage.map(own, 0, leaf(own, flags));
        }
        for (int page = 0; page < Layout.DATA_PAGES + Layout.LANDING_PAGES; page++) {
            long own = block + Layout.DATA + (long) page * Layout.PAGE;
            Kind kind = Kind.SECOND_STAGE_DATA;
            long flags = page < Layout.DATA_PAGES ? flags(kind) : flags(kind) ^ X;
            long place = secondStage.map(own, 0, leaf(own, flags));
            if (page < Layout.DATA_PAGES) {
                entries.add(new Entry(place, kind));
                secondStage.map(Layout.GUEST_WINDOW + (long) page * Layout.PAGE, 0, entry(kind));
            }
        }
        long large = choice.oneIn(4) ? block : block & -Layout.LARGE_PAGE;
        secondStage.map(Layout.GUEST_LARGE_WINDOW, 1, leaf(large, flags(Kind.SECOND_STAGE_DATA)));
    }

    /** A leaf of 4 KiB that shows a page of data, or seldom nothing. */
    long entry(Kind kind) {
        return leaf(target(kind), flags(kind));
    }

    private long target(Kind kind) {
        long data = block + Layout.DATA + (long) choice.below(Layout.DATA_PAGES) * Layout.PAGE;
        if (kind == Kind.GUEST_DATA) {
            return switch (choice.below(8)) {
                case 0, 1 -> Layout.GUEST_WINDOW + (long) choice.below(Layout.DATA_PAGES) * Layout.PAGE;
                case 2 -> Layout.GUEST_LARGE_WINDOW + (data & (Layout.LARGE_PAGE - 1));
                case 3 -> choice.oneIn(2) ? Layout.GUEST_UNMAPPED : data;
                default -> data;
            };
        }
        return choice.oneIn(24) ? Layout.HOLE : data;
    }

    /** Mostly what a kernel would set; else a bit of it is wrong, or of what is reserved or an extension's. */
    private long flags(Kind kind) {
        long flags = V | A | D;
        flags |= choice.of(List.of(R, R | W, R | W, X, R | X, R | W | X, R | W | X));
        boolean user = kind == Kind.SECOND_STAGE_DATA ? !choice.oneIn(16) : choice.oneIn(2);
        flags |= user ? U : 0;
        long drawn =
                switch (choice.below(10)) {
                    case 0 -> flags ^ (1L << choice.below(10));
                    case 1 -> flags ^ (choice.oneIn(2) ? A : D);
                    case 2 -> flags | (1L << (54 + choice.below(10)));
                    case 3 -> flags | ((1L + choice.below(3)) << 61);
                    default -> flags;
                };
        return dialect.steered(Dialect.ENTRY, drawn);
    }
}
