package org.cofferdam.manager.control;

/** Something that reaches a partition from outside: {@code VERB:NAME}, or {@code type:NAME:TEXT}. */
public sealed interface Order {
    /** The word for {@link Type}. */
    String TYPE = "type";

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
}
