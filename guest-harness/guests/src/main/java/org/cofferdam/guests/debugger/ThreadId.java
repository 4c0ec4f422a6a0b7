package org.cofferdam.guests.debugger;

/** Threads are harts, numbered from 1; a process before the dot is of no account. */
final class ThreadId {
    /** Every thread. */
    static final int ALL = -1;

    private ThreadId() {}

    /**
     * Reads {@code 2}, {@code -1}, {@code 0}, {@code p1.2}.
     *
     * @return a positive number, 0 for any thread, or {@link #ALL}
     * @throws BadPacketException if it cannot be read
     */
    static int parse(String text) throws BadPacketException {
        String own = text;
        if (text.startsWith("p")) {
            int dot = text.indexOf('.');
            own = dot < 0 ? "-1" : text.substring(dot + 1);
        }
        if (own.equals("-1")) {
            return ALL;
        }
        long number = Hex.number(own);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new BadPacketException();
        }
        return (int) number;
    }
}
