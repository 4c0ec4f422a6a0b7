package org.cofferdam.platform.oracle;

import java.util.List;

/** Is told of each call of the core that was as specified. */
@FunctionalInterface
public interface Watcher {
    /**
     * A call is over.
     *
     * @param what      happened
     * @param specified the steps that the specification has for it
     * @param changed   what is otherwise than before
     */
    void judged(String what, List<String> specified, List<String> changed);
}
