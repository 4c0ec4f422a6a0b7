package org.cofferdam.properties.differential;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Programs that run one after the other in one start of a machine.
 *
 * @param <P> their kind
 */
public record Programs<P extends DifferentialProgram<P>>(List<P> list) {

    private static final int MOST_SHOWN = 3;

    @Override
    public String toString() {
        return list.size() > MOST_SHOWN ? list.size() + " programs" : written();
    }

    /** All of them as a word for the command line. */
    String written() {
        return list.stream().map(program -> program.written().toString()).collect(Collectors.joining(","));
    }
}
