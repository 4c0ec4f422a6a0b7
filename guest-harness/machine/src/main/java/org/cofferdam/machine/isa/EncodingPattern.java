package org.cofferdam.machine.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed {@code bits} string: which bits are fixed, and which belong to fields.
 *
 * @param length of the instruction in bytes, 2 or 4
 * @param mask the fixed bits
 * @param match their values
 * @param fields in the order in which the pattern first names them
 */
public record EncodingPattern(int length, int mask, int match, List<Field> fields) {
    private static final Pattern TOKEN =
            Pattern.compile("(?<digits>[01]+)|(?<name>[a-z]+[0-9]?'?)(\\[(?<slices>[0-9:|]+)])?(!=(?<excluded>\\S+))?");

    public EncodingPattern {
        fields = List.copyOf(fields);
    }

    /**
     * Parses the notation of {@link Instruction#bits()} and {@link Compressed#bits()}.
     *
     * @param length in bytes, 2 or 4
     * @throws IllegalArgumentException if the notation is wrong or does not fill exactly {@code 8 * length} bits
     */
    static EncodingPattern parse(String bits, int length) {
        Parser parser = new Parser(bits, length * 8);
        for (String token : bits.trim().split("\\s+", -1)) {
            parser.accept(token);
        }
        return parser.finish(length);
    }

    /** Whether the fixed bits agree and no field has an excluded value. */
    public boolean matches(int bits) {
        if ((bits & mask) != match) {
            return false;
        }
        for (Field field : fields) {
            if (!field.admits(bits)) {
                return false;
            }
        }
        return true;
    }

    /** The field called {@code name}. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    boolean has(String name) {
        return field(name).isPresent();
    }

    /** False only if no instruction can match both: fixed bits differ, or one fixes a value that the other excludes. */
    boolean mayOverlap(EncodingPattern other) {
        return length == other.length
                && ((match ^ other.match) & mask & other.mask) == 0
                && !fixesExcludedValueOf(other)
                && !other.fixesExcludedValueOf(this);
    }

    /** Whether every instruction that matches this pattern also matches the other. */
    boolean isPartOf(EncodingPattern other) {
        return length == other.length
                && (mask & other.mask) == other.mask
                && (match & other.mask) == other.match
                && other.fields.stream().allMatch(field -> field.excluded().isEmpty() || fixes(field));
    }

    private boolean fixesExcludedValueOf(EncodingPattern other) {
        return other.fields.stream().anyMatch(field -> fixes(field) && !field.admits(match));
    }

    private boolean fixes(Field field) {
        return (mask & field.mask()) == field.mask();
    }

    /** Consumes tokens from the most significant bit down. */
    private static final class Parser {
        private final String text;
        private final Map<String, List<Field.Slice>> slices = new LinkedHashMap<>();
        private final Map<String, Set<Long>> excluded = new LinkedHashMap<>();
        private int left;
        private int mask;
        private int match;

        Parser(String text, int width) {
            this.text = text;
            this.left = width;
        }

        void accept(String token) {
            Matcher parts = TOKEN.matcher(token);
            if (!parts.matches()) {
                throw error("cannot read " + token);
            }
            if (parts.group("digits") != null) {
                fixed(parts.group("digits"));
            } else {
                field(parts.group("name"), parts.group("slices"), parts.group("excluded"));
            }
        }

        private void fixed(String digits) {
            take(digits.length());
            mask |= (int) ((1L << digits.length()) - 1) << left;
            match |= Integer.parseUnsignedInt(digits, 2) << left;
        }

        private void field(String name, String ranges, String exclusions) {
            FieldKind kind = FieldKind.of(name);
            if (kind == null) {
                throw error("unknown field " + name);
            }
            List<Field.Slice> known = slices.computeIfAbsent(name, _ -> new ArrayList<>());
            Set<Long> values = excluded.computeIfAbsent(name, _ -> new TreeSet<>());
            if (name.startsWith("nz")) {
                values.add(0L);
            }
            if (exclusions != null) {
                for (String value : exclusions.replaceAll("[{}]", "").split(",", -1)) {
                    values.add(Long.decode(value));
                }
            }
            for (String range : (ranges == null ? naturalRange(name, kind) : ranges).split("\\|", -1)) {
                int colon = range.indexOf(':');
                int high = Integer.parseInt(colon < 0 ? range : range.substring(0, colon));
                int low = colon < 0 ? high : Integer.parseInt(range.substring(colon + 1));
                if (high < low || known.stream().anyMatch(slice -> slice.high() >= low && slice.low() <= high)) {
                    throw error("bad or repeated slice " + range + " of " + name);
                }
                take(high - low + 1);
                known.add(new Field.Slice(high, low, left));
            }
        }

        private String naturalRange(String name, FieldKind kind) {
            int width = name.endsWith("'") ? 3 : kind.naturalWidth();
            if (width == 0) {
                throw error(name + " needs its slices");
            }
            return width - 1 + ":0";
        }

        private void take(int width) {
            left -= width;
            if (left < 0) {
                throw error("too many bits");
            }
        }

        EncodingPattern finish(int length) {
            if (left != 0) {
                throw error(left + " bits are not accounted for");
            }
            List<Field> fields = new ArrayList<>();
            slices.forEach((name, parts) -> fields.add(new Field(name, FieldKind.of(name), parts, excluded.get(name))));
            return new EncodingPattern(length, mask, match, fields);
        }

        private IllegalArgumentException error(String problem) {
            return new IllegalArgumentException("\"" + text + "\": " + problem);
        }
    }
}
