package org.cofferdam.properties.tworuns;

/** Guest-physical addresses at and around what a partition has. */
final class Addresses {
    private Addresses() {}

    /** An address that may be anything. */
    static long any(Choice choice) {
        long offset = 8L * choice.below(0x400);
        return switch (choice.below(10)) {
            case 0, 1 -> Layout.scratch(choice.below(Layout.SCRATCH_PAGES)) + offset % 0x1000;
            case 2, 3 -> Layout.HOLE + offset;
            case 4 -> Layout.SHARED + offset;
            case 5 -> Layout.SECOND + offset;
            case 6 -> Layout.RAM + Layout.RAM_SIZE - 8 + 8L * choice.below(3);
            case 7 -> Layout.RAM + choice.below((int) Layout.RAM_SIZE);
            case 8 -> (1L << 41) + Layout.scratch(0) + offset % 0x1000;
            default -> choice.wild();
        };
    }
}
