package org.cofferdam.isolation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, a sign or a quoted text, and where it stands; the end of a file is an empty one.
 *
 * @param line from 1
 * @param column from 1
 */
record Token(String text, int line, int column) {
    private static final Pattern PATTERN =
            Pattern.compile("\\s+|#.*|(\"[^\"\\n]*\"|[A-Za-z][A-Za-z0-9_]*|[0-9]+|!=|[=(),.:']|.)");

    /** The tokens of a text, with the end as the last. Comments run from # to the end of the line. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            Matcher matcher = PATTERN.matcher(line);
            while (matcher.find()) {
                if (matcher.group(1) != null) {
                    tokens.add(new Token(matcher.group(1), number, matcher.start() + 1));
                }
            }
        }
        tokens.add(new Token("", number, 1));
        return tokens;
    }

    boolean isWord() {
        return !text.isEmpty() && Character.isLetter(text.charAt(0));
    }

    boolean isQuoted() {
        return text.startsWith("\"");
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "the end of the file" : "'" + text + "'";
    }
}
