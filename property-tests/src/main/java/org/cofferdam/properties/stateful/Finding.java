package org.cofferdam.properties.stateful;

/**
 * A trace that fails.
 *
 * @param trace as far as the step that fails; all of it if what fails is seen at the end alone
 * @param story what was found
 */
public record Finding(Trace trace, String story) {
    /** The story's first line, without what differs from run to run: two findings with the same are taken for the same. */
    String kind() {
        return story.lines()
                .filter(line -> !line.startsWith("ISOLATION BROKEN"))
                .map(line -> line.replaceAll("0x[0-9a-f]+|[0-9][0-9,]*", "#").strip())
                .reduce("", (all, line) -> all.contains("But:") ? all : all + line);
    }

    /** In one line what is otherwise than it should be. */
    String reason() {
        return story.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("But:"))
                .findFirst()
                .orElse(story.lines().findFirst().orElse(""));
    }
}
