package org.cofferdam.machine.hart;

/**
 * What a {@link Translator} has done. Unlike everything else about a machine this differs from run to run: it depends on the host.
 *
 * @param regions that were put in use
 * @param thorough those of them that are not provisional
 * @param whole those of these that were translated once more, with their slow paths
 * @param instructions in them
 * @param bytes of their classes
 * @param stale regions that were never used, since their pages had been written before they were ready
 * @param emptied how often all regions were given up, because there were too many
 */
public record TranslationCounts(
        long regions, long thorough, long whole, long instructions, long bytes, long stale, long emptied) {

    /** Nothing. */
    public static final TranslationCounts NONE = new TranslationCounts(0, 0, 0, 0, 0, 0, 0);
}
