package org.cofferdam.papers.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a document that a command writes: what stands between two markers. */
final class Section {
    /** Where it begins. */
    static final String BEGIN = "<!-- figures: written by ./cofferdam paper speed; do not edit -->";

    /** Where it ends. */
    static final String END = "<!-- end of figures -->";

    private Section() {}

    /**
     * Puts a text in place of what is there.
     *
     * @throws IOException if the document cannot be read or written, or has not both markers
     */
    static void replace(Path document, String text) throws IOException {
        String whole = Files.readString(document);
        int begin = whole.indexOf(BEGIN);
        int end = whole.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("%s has no place for figures: it needs the lines '%s' and, below, '%s'"
                    .formatted(document, BEGIN, END));
        }
        String before = whole.substring(0, begin + BEGIN.length());
        Files.writeString(document, before + "\n\n" + text.strip() + "\n\n" + whole.substring(end));
    }
}
