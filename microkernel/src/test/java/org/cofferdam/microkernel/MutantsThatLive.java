package org.cofferdam.microkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What {@code mvn -Ppit} has found: each mutant that no test has killed must be in a list, with the reason why it is none that a test
 * could kill. Not a test of the default build.
 */
final class MutantsThatLive {
    private static final Path REPORT = Path.of("target/pit-reports/mutations.xml");
    private static final Path LIST = Path.of("src/test/pit/equivalent-mutants.tsv");
    private static final Path SOURCES = Path.of("src/main/java");
    private static final int GOAL = 95;

    /** A mutant by what does not change when lines move: class and method, kind, and the text of its line. */
    record Mutant(String where, String kind, String line) {
        @Override
        public String toString() {
            return where + "\t" + kind + "\t" + line;
        }
    }

    private final Map<Path, List<String>> sources = new TreeMap<>();
    private final List<Mutant> alive = new ArrayList<>();
    private final List<String> mutated = new ArrayList<>();
    private int killed;

    private void read() throws IOException, ParserConfigurationException, SAXException {
        NodeList all = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(REPORT.toFile())
                .getElementsByTagName("mutation");
        for (int i = 0; i < all.getLength(); i++) {
            Element mutation = (Element) all.item(i);
            String type = text(mutation, "mutatedClass");
            mutated.add(simple(type));
            switch (mutation.getAttribute("status")) {
                case "SURVIVED", "NO_COVERAGE" -> alive.add(mutant(mutation, type));
                case "KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR" -> killed++;
                default -> throw new AssertionError("PIT did not come to an end: " + mutant(mutation, type));
            }
        }
    }

    private Mutant mutant(Element mutation, String type) throws IOException {
        Path file = SOURCES.resolve(type.substring(0, type.lastIndexOf('.')).replace('.', '/'))
                .resolve(text(mutation, "sourceFile"));
        if (!sources.containsKey(file)) {
            sources.put(file, Files.readAllLines(file));
        }
        String kind = text(mutation, "mutator");
        return new Mutant(
                simple(type) + "." + text(mutation, "mutatedMethod"),
                kind.substring(kind.lastIndexOf('.') + 1).replace("Mutator", "") + ": " + text(mutation, "description"),
                sources.get(file)
                        .get(Integer.parseInt(text(mutation, "lineNumber")) - 1)
                        .strip());
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    /** How many mutants like it are listed; each has a reason. */
    private static Map<String, Integer> listed() throws IOException {
        Map<String, Integer> listed = new TreeMap<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.startsWith("#")) {
                String[] fields = line.split("\t", -1);
                assertEquals(5, fields.length, () -> "where, kind, line, how many, reason: " + line);
                assertTrue(fields[4].length() > 10, () -> "a reason is missing: " + line);
                listed.put(String.join("\t", fields[0], fields[1], fields[2]), Integer.parseInt(fields[3]));
            }
        }
        return listed;
    }

    @Test
    void eachIsListedWithItsReason() throws IOException, ParserConfigurationException, SAXException {
        read();
        Map<String, Integer> left = listed();
        List<Mutant> unlisted = new ArrayList<>();
        for (Mutant mutant : alive) {
            int count = left.getOrDefault(mutant.toString(), 0);
            left.put(mutant.toString(), count - 1);
            if (count <= 0) {
                unlisted.add(mutant);
            }
        }
        int all = killed + alive.size();
        System.out.printf(
                "%,d mutants: %,d killed (%.1f %%), %,d alive, of which %,d are listed as equivalent%n",
                all, killed, 100.0 * killed / all, alive.size(), alive.size() - unlisted.size());
        assertEquals(
                List.of(), unlisted, () -> "kill these by tests of behaviour, or list them with the reason in " + LIST);
        List<String> dead = left.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .filter(key -> mutated.contains(key.substring(0, key.lastIndexOf('.', key.indexOf('\t')))))
                .toList();
        assertEquals(List.of(), dead, () -> "these do not live any more: take them out of " + LIST);
        assertTrue(100 * killed >= GOAL * all, () -> killed + " of " + all + " is less than " + GOAL + " %");
    }
}
