package org.cofferdam.manager.control;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Something that reaches a partition from outside: {@code VERB:NAME}, {@code type:NAME:TEXT} or {@code balloon:NAME:SIZE}. */
public sealed interface Order {
    /** The word for {@link Type}. */
    String TYPE = "type";

    /** The word for {@link Balloon}. */
    String BALLOON = "balloon";

    /** Name of the partition. */
    String partition();

    /** An act on the partition. */
    record Act(Verb verb, String partition) implements Order {
        @Override
        public String toString() {
            return verb.word() + ":" + partition;
        }
    }

    /**
     * Something typed at its console.
     *
     * @param bytes one character, 0 to 255, for each byte
     */
    record Type(String partition, String bytes) implements Order {
        @Override
        public String toString() {
            return TYPE + ":" + partition + ":" + Escapes.encode(bytes);
        }
    }

    /**
     * The guest is asked for memory, as much as its balloon then holds; 0 gives it all back.
     *
     * @param bytes whole pages of 4 KiB
     */
    record Balloon(String partition, long bytes) implements Order {
        private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");
        private static final long PAGE = 4096;

        /**
         * The bytes of a size such as {@code 64M}.
         *
         * @throws IllegalArgumentException if it is none; the message says what to write
         */
        public static long size(String text) {
            Matcher matcher = SIZE.matcher(text);
            long bytes = !matcher.matches()
                    ? -1
                    : Long.parseLong(matcher.group(1))
                            << switch (matcher.group(2)) {
                                case "K" -> 10;
                                case "M" -> 20;
                                case "G" -> 30;
                                default -> 0;
                            };
            if (bytes < 0 || bytes % PAGE != 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not a size in whole pages of 4 KiB such as 64M, or 0");
            }
            return bytes;
        }

        @Override
        public String toString() {
            return BALLOON + ":" + partition + ":" + bytes;
        }
    }
}
