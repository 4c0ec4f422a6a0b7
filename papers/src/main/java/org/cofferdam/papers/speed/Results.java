package org.cofferdam.papers.speed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a run has measured: tables and plots are made of this and nothing else.
 *
 * @param begin when it began, in UTC
 * @param minutes that it took
 * @param loadBefore processes that wanted a processor when it began, as the system's average of a minute has it
 * @param skipped contestants and programs that were not measured, and why
 */
record Results(
        String begin,
        double minutes,
        Host host,
        double loadBefore,
        double loadAfter,
        int rounds,
        List<String> skipped,
        List<Sample> samples) {
    /** The file's name in the folder of the paper. */
    static final String FILE = "results.json";

    private static final String NO_SAMPLES = "[]}";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** Writes the file: a sample a line, for people who compare two files. */
    void write(Path file) throws IOException {
        String frame = MAPPER.writeValueAsString(
                new Results(begin, minutes, host, loadBefore, loadAfter, rounds, skipped, List.of()));
        List<String> lines = new ArrayList<>();
        for (Sample sample : samples) {
            lines.add(MAPPER.writeValueAsString(sample));
        }
        String head = frame.substring(0, frame.length() - NO_SAMPLES.length());
        Files.writeString(file, head + "[\n" + String.join(",\n", lines) + "\n]}\n");
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @throws IOException if it cannot be read, or is something else
     */
    static Results read(Path file) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(file), Results.class);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s is not a file that paper speed has written: line %d: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }
}
