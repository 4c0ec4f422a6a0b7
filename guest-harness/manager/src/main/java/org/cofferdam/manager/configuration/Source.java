package org.cofferdam.manager.configuration;

import java.util.List;
import java.util.Map;

/**
 * Where a part of a configuration stood, for mistakes that show only when it is put to use.
 *
 * @param file   the configuration as the user named it
 * @param path   of the part, such as {@code partitions[1]}
 * @param at     where the part begins
 * @param fields where the value of each of its fields stands
 */
public record Source(String file, String path, Position at, Map<String, Position> fields) {
    public Source {
        fields = Map.copyOf(fields);
    }

    /** Where the value of a field stands; where the part begins if it is not there. */
    Position at(String field) {
        return fields.getOrDefault(field, at);
    }

    /** The path of a field. */
    String path(String field) {
        return path + "." + field;
    }

    /** The refusal of a field of this part. */
    public InvalidConfiguration refuse(String field, String wrong, String remedy) {
        return new InvalidConfiguration(List.of(new Problem(file, at(field), path(field), wrong, remedy)));
    }
}
