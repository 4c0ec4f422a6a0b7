package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;

/** Traces as texts: lines for the system, a line {@code steps}, a line for each step. What is after a {@code #} says nothing. */
public final class TraceText {
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_ARGUMENTS = 6;

    private TraceText() {}

    /** The text of a trace. */
    public static String of(Trace trace) {
        List<String> lines = new ArrayList<>(StageText.lines(trace.stage()));
        lines.add("steps");
        trace.steps().forEach(step -> lines.add(step.toString()));
        return String.join("\n", lines) + "\n";
    }

    /**
     * Reads a text.
     *
     * @throws BadTrace with line and field, if it is no trace
     */
    public static Trace parse(String text) throws BadTrace {
        StageText system = new StageText();
        Stage stage = null;
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            int comment = line.indexOf('#');
            String content = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (content.isEmpty()) {
                continue;
            }
            Words words = new Words(number, content);
            String keyword = words.word("keyword");
            if (stage != null) {
                steps.add(step(stage, keyword, words));
                if (steps.size() > MOST_STEPS) {
                    throw words.bad(keyword, "a trace has at most %,d steps".formatted(MOST_STEPS));
                }
            } else if (keyword.equals("steps")) {
                words.end();
                stage = system.stage(words);
            } else if (keyword.equals("weight")) {
                system.weight(words);
            } else if (!system.take(keyword, words)) {
                throw words.bad(
                        keyword,
                        "begins no line of a system: there are machine, partition, window, weight, flow, port, bell,"
                                + " region, disk, and then steps");
            }
        }
        if (stage == null) {
            throw new BadTrace(number, "steps", "is missing: a line with this word alone comes before the steps");
        }
        return new Trace(stage, steps);
    }

    private static Step step(Stage stage, String keyword, Words words) throws BadTrace {
        Verb verb = Verb.of(keyword)
                .orElseThrow(() -> words.bad(
                        keyword,
                        "is no step: there are "
                                + String.join(
                                        ", ",
                                        List.of(Verb.values()).stream()
                                                .map(Verb::word)
                                                .toList())));
        int partition = 0;
        int hart = 0;
        switch (verb.by()) {
            case MANAGER -> partition = words.between("partition", -1, Stage.MOST_GUESTS);
            case MONITOR -> partition = words.below("partition", stage.guests().size());
            case HART -> {
                String who = words.word("partition.hart");
                int dot = who.indexOf('.');
                if (dot < 0) {
                    throw words.bad("partition.hart", "'%s' should be as 0.0".formatted(who));
                }
                partition = words.below(
                        "partition", who.substring(0, dot), stage.guests().size());
                hart = words.below("hart", who.substring(dot + 1), Stage.MOST_HARTS);
            }
            case NOBODY -> {
                // It is about nobody.
            }
        }
        if (verb.calls()) {
            String name = words.word("call");
            GuestCall call = GuestCall.named(name)
                    .orElseThrow(() -> words.bad(
                            "call",
                            "'%s' is no call: there are those of `./cofferdam hypercalls`, HSM.0 and the like, and 0x4442434e.0"
                                    .formatted(name)));
            List<Long> arguments = words.numbers("argument");
            if (arguments.size() > MOST_ARGUMENTS) {
                throw words.bad("argument", "a call has at most " + MOST_ARGUMENTS);
            }
            return Step.of(verb, partition, hart, call, arguments);
        }
        List<Long> arguments = new ArrayList<>();
        for (Verb.Parameter parameter : verb.parameters()) {
            arguments.add(words.number(parameter.name()));
        }
        words.end();
        return Step.of(verb, partition, hart, arguments);
    }
}
