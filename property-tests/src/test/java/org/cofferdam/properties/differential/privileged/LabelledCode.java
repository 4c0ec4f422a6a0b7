package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.properties.differential.ImageWriter;

/** Assembly of 32-bit instructions in which {@code @name} is the distance to a label. */
final class LabelledCode {

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();

    LabelledCode label(String name) {
        labels.put(name, lines.size());
        return this;
    }

    LabelledCode add(String... more) {
        lines.addAll(List.of(more));
        return this;
    }

    LabelledCode add(List<String> more) {
        lines.addAll(more);
        return this;
    }

    void writeTo(ImageWriter image) {
        for (int i = 0; i < lines.size(); i++) {
            image.append(Rv64.instructions().encode(resolve(lines.get(i), i)));
        }
    }

    private String resolve(String line, int index) {
        int at = line.indexOf('@');
        if (at < 0) {
            return line;
        }
        Integer target = labels.get(line.substring(at + 1));
        if (target == null) {
            throw new IllegalStateException("no label for " + line);
        }
        return line.substring(0, at) + 4 * (target - index);
    }
}
