package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.cofferdam.microkernel.MemoryRegion;

/** What an argument is, and with it which values are worth trying: the simplest first, then those that are nearly right. */
public enum Kind {
    /** Number of a partition, or of none. */
    PARTITION {
        @Override
        public List<Long> likely(Stage stage) {
            return upTo(stage.guests().size() + 1L);
        }
    },
    /** A guest-physical page of a partition's own memory; mostly not the one its code is in. */
    PAGE {
        @Override
        public List<Long> likely(Stage stage) {
            List<Long> pages = new ArrayList<>();
            for (long page = 1; page <= 6; page++) {
                pages.add(MemoryRegion.DEFAULT_BASE + page * PAGE_SIZE);
            }
            pages.add(Stage.SECOND);
            pages.add(Stage.SECOND + PAGE_SIZE);
            pages.add(Stage.TARGETS);
            return pages;
        }
    },
    /** Where a guest has, or may come to have, memory. */
    ADDRESS {
        @Override
        public List<Long> likely(Stage stage) {
            List<Long> addresses = new ArrayList<>(PAGE.likely(stage));
            addresses.add(Stage.TARGETS + PAGE_SIZE);
            addresses.add(Stage.TARGETS + 0x20_0000);
            addresses.add(MemoryRegion.DEFAULT_BASE + PAGE_SIZE + 0xff8);
            addresses.add(Stage.SHARED);
            addresses.add(Stage.DEVICE);
            addresses.add(Stage.DISK);
            addresses.add(0L);
            return addresses;
        }
    },
    /** Where a guest maps what it has been offered. */
    TARGET {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(
                    Stage.TARGETS,
                    Stage.TARGETS + PAGE_SIZE,
                    Stage.TARGETS + 0x1f_f000,
                    Stage.TARGETS + 0x4000_0000,
                    MemoryRegion.DEFAULT_BASE + 0x10_0000,
                    MemoryRegion.DEFAULT_BASE + PAGE_SIZE);
        }
    },
    /** How many pages. */
    PAGES {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(1L, 1L, 1L, 2L, 2L, 3L, 0L, 512L);
        }
    },
    /** R, W and X. */
    RIGHTS {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(3L, 1L, 7L, 1L, 5L, 4L, 2L);
        }
    },
    /** Number of a grant. */
    GRANT {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(0L, 0L, 0L, 1L, 1L, 2L);
        }
    },
    /** Number of a port, a doorbell, a hart. */
    INDEX {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(0L, 0L, 1L, 1L, 2L);
        }
    },
    /** Bytes of a message. */
    LENGTH {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(8L, 64L, 64L, 1L, 0L, 4096L);
        }
    },
    /** Bits of a register. */
    BITS {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(-1L, 1L << 3, 0L, 1L);
        }
    },
    /** Frames of a quota. */
    FRAMES {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(64L, 20L, 24L, 12L, 1000L, 0L);
        }
    },
    /** Something to be written; no instruction begins with its low bits. */
    VALUE {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(0x5EC2_E700_0000L, 0x1_0000L, 0xFEED_0000_0000_0000L);
        }
    },
    /** A small number. */
    SMALL {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(0L, 1L, 2L, 3L);
        }
    },
    /** Ticks of the machine's time. */
    TICKS {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(50L, 200L, 1000L, 10L);
        }
    },
    /** Where a virtual hart may begin. */
    ENTRY {
        @Override
        public List<Long> likely(Stage stage) {
            return List.of(
                    MemoryRegion.DEFAULT_BASE, MemoryRegion.DEFAULT_BASE, MemoryRegion.DEFAULT_BASE + PAGE_SIZE, 1L);
        }
    };

    private static final long PAGE_SIZE = 4096;

    /** Values that are right, or nearly, in a system. */
    public abstract List<Long> likely(Stage stage);

    private static List<Long> upTo(long most) {
        return LongStream.rangeClosed(0, most).boxed().toList();
    }
}
