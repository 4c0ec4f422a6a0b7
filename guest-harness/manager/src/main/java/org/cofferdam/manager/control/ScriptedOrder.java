package org.cofferdam.manager.control;

/**
 * An order that is carried out at a time which was known before the run.
 *
 * @param cycle of the machine's time
 */
public record ScriptedOrder(long cycle, Order order) {
    /**
     * Reads {@code VERB:NAME} or {@code type:NAME:TEXT}.
     *
     * @throws IllegalArgumentException if it is neither; the message says what to write
     */
    public static ScriptedOrder parse(long cycle, String text) {
        String[] parts = text.split(":", 3);
        boolean types = parts[0].equals(Order.TYPE);
        if (parts.length != (types ? 3 : 2)) {
            throw new IllegalArgumentException("'" + text + "' is not VERB:NAME, such as reset:debian-a, or "
                    + Order.TYPE + ":NAME:TEXT, such as type:debian-a:ls\\n");
        }
        Order order = types
                ? new Order.Type(parts[1], Escapes.decode(parts[2]))
                : new Order.Act(
                        Verb.of(parts[0])
                                .orElseThrow(() -> new IllegalArgumentException("'" + parts[0]
                                        + "' is no verb; write one of " + Verb.words() + ", " + Order.TYPE)),
                        parts[1]);
        return new ScriptedOrder(cycle, order);
    }

    @Override
    public String toString() {
        return cycle + ":" + order;
    }
}
