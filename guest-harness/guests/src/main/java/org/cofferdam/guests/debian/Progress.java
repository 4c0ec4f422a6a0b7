package org.cofferdam.guests.debian;

/** Who watches a fetch. */
public interface Progress {
    /** A new step begins; the text is a few words. */
    void step(String what);

    /** How much of the present step is done, 0 to 1. */
    void done(double fraction);
}
