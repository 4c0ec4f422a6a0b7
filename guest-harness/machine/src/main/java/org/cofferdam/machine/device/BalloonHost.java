package org.cofferdam.machine.device;

/**
 * Who takes a balloon's pages and gives them back. Pages are guest-physical addresses divided by 4096, runs lie wholly in the range that the
 * balloon was made for, and only pages that are not in the balloon are taken, only pages that are in it are given back.
 */
public interface BalloonHost {
    /** The guest no longer uses these pages. False if they cannot be taken, none of them. */
    boolean inflate(long firstPage, long pages);

    /** The guest wants these pages again. False if it cannot have them, none of them. */
    boolean deflate(long firstPage, long pages);
}
