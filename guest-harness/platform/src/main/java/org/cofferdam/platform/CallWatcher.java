package org.cofferdam.platform;

import java.util.List;

/** Is told what a machine that is checked makes of each call of the core, for people to read. */
@FunctionalInterface
public interface CallWatcher {
    /**
     * A call is over and was as specified.
     *
     * @param what      happened
     * @param specified the steps that the specification has for it
     * @param changed   what is otherwise than before, in the specification's words, frames of which the same is so together
     */
    void judged(String what, List<String> specified, List<String> changed);
}
