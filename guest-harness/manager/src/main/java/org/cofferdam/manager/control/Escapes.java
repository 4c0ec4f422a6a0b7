package org.cofferdam.manager.control;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes in a word of text. Bytes are strings here, one character of 0 to 255 for each. */
final class Escapes {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|[nr\\\\])");
    private static final Pattern UNSAFE = Pattern.compile("[^0-9A-Za-z./-]", Pattern.DOTALL);

    private Escapes() {}

    /** The bytes that a text means: its own in UTF-8, but {@code \n}, {@code \r}, {@code \\} and {@code \xHH} are one each. */
    static String decode(String text) {
        String bytes = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return ESCAPE.matcher(bytes).replaceAll(Escapes::meaning);
    }

    private static String meaning(MatchResult escape) {
        String what = escape.group(1);
        char octet =
                switch (what.charAt(0)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 'x' -> (char) Integer.parseInt(what.substring(1), 16);
                    default -> '\\';
                };
        return Matcher.quoteReplacement(String.valueOf(octet));
    }

    /** A text without spaces, quotes or controls that means these bytes. */
    static String encode(String bytes) {
        return UNSAFE.matcher(bytes).replaceAll(unsafe -> {
            int octet = unsafe.group().charAt(0);
            return Matcher.quoteReplacement(String.format(Locale.ROOT, "\\x%02x", octet));
        });
    }
}
