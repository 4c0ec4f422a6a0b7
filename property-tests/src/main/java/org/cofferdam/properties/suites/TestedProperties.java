package org.cofferdam.properties.suites;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** By number of an isolation property the tests that check it, as their annotations say: a list that is made from them, and a test keeps fresh. */
final class TestedProperties {
    /** Beside this class; written by {@code SuitesTest -Dreference.write=true}. */
    static final String RESOURCE = "tested.txt";

    private TestedProperties() {}

    static SortedMap<Integer, List<String>> all() {
        SortedMap<Integer, List<String>> all = new TreeMap<>();
        text().lines().forEach(line -> {
            int space = line.indexOf(' ');
            all.computeIfAbsent(Integer.parseInt(line.substring(0, space)), _ -> new ArrayList<>())
                    .add(line.substring(space + 1));
        });
        return all;
    }

    private static String text() {
        try (InputStream in = TestedProperties.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not built in");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
