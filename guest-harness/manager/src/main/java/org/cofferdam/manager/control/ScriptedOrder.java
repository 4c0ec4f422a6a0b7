package org.cofferdam.manager.control;

/**
 * An order that is carried out at a time which was known before the run.
 *
 * @param cycle of the machine's time
 */
public record ScriptedOrder(long cycle, Order order) {
    /**
     * Reads {@code VERB:NAME}, {@code type:NAME:TEXT} or {@code balloon:NAME:SIZE}.
     *
     * @throws IllegalArgumentException if it is none of them; the message says what to write
     */
    public static ScriptedOrder parse(long cycle, String text) {
        String[] parts = text.split(":", 3);
        boolean says = parts[0].equals(Order.TYPE) || parts[0].equals(Order.BALLOON);
        if (parts.length != (says ? 3 : 2)) {
            throw new IllegalArgumentException("'" + text + "' is not VERB:NAME, such as reset:debian-a, "
                    + Order.TYPE + ":NAME:TEXT, such as type:debian-a:ls\\n, or " + Order.BALLOON
                    + ":NAME:SIZE, such as balloon:debian-a:64M");
        }
        return new ScriptedOrder(cycle, order(parts));
    }

    private static Order order(String[] parts) {
        return switch (parts[0]) {
            case Order.TYPE -> new Order.Type(parts[1], Escapes.decode(parts[2]));
            case Order.BALLOON -> new Order.Balloon(parts[1], Order.Balloon.size(parts[2]));
            default ->
                new Order.Act(
                        Verb.of(parts[0])
                                .orElseThrow(() ->
                                        new IllegalArgumentException("'" + parts[0] + "' is no verb; write one of "
                                                + Verb.words() + ", " + Order.TYPE + ", " + Order.BALLOON)),
                        parts[1]);
        };
    }

    @Override
    public String toString() {
        return cycle + ":" + order;
    }
}
