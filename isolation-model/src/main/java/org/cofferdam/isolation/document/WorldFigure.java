package org.cofferdam.isolation.document;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;

import java.util.Locale;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.Facts;
import org.cofferdam.isolation.evaluate.State;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;

/**
 * A small world before and after a step, drawn: partitions on the left, frames on the right, between them who owns, who has
 * mapped, and what harts and the IOMMU remember.
 */
public final class WorldFigure {
    private static final int WIDTH = 330;
    private static final int ROW = 64;
    private static final int BOX = 84;
    private static final Facts NAMES = new Facts(CORE);

    private final StringBuilder svg = new StringBuilder();
    private final int rows;

    private WorldFigure(int rows) {
        this.rows = rows;
    }

    /** The two states side by side, as SVG. */
    public static String of(State before, State after) {
        WorldFigure figure =
                new WorldFigure(Math.max(before.size(Vocabulary.PARTITION), before.size(Vocabulary.FRAME)));
        int height = figure.rows * ROW + 70;
        figure.svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n",
                2 * WIDTH,
                height));
        figure.panel("before", 0, before);
        figure.panel("after", WIDTH, after);
        figure.legend(height - 12);
        return figure.svg.append("</svg>\n").toString();
    }

    private void panel(String title, int left, State state) {
        text(left + WIDTH / 2, 18, title, "#333");
        for (int frame = 0; frame < state.size(Vocabulary.FRAME); frame++) {
            for (int partition = 0; partition < state.size(Vocabulary.PARTITION); partition++) {
                if (state.value(Vocabulary.OWN, new int[] {frame}) == partition) {
                    line(left, partition, frame, -9, "#999", "owns", "");
                }
                if (anyRight(state, Vocabulary.MAPPED, partition, frame)) {
                    line(left, partition, frame, 0, "#2a6fb0", "", "");
                }
                if (remembers(state, partition, frame)) {
                    line(left, partition, frame, 9, "#c0392b", "", "6 4");
                }
                if (anyRight(state, Vocabulary.IOTLB, partition, frame)) {
                    line(left, partition, frame, 16, "#c0392b", "", "2 4");
                }
            }
        }
        boxes(left + 10, Vocabulary.PARTITION, state.size(Vocabulary.PARTITION));
        boxes(left + WIDTH - BOX - 10, Vocabulary.FRAME, state.size(Vocabulary.FRAME));
    }

    private static boolean anyRight(State state, Relation relation, int partition, int frame) {
        boolean any = false;
        for (int right = 0; right < state.size(Vocabulary.RIGHT); right++) {
            any |= state.holds(relation, new int[] {partition, frame, right});
        }
        return any;
    }

    /** Whether a hart remembers the frame under a VMID that is the partition's. */
    private static boolean remembers(State state, int partition, int frame) {
        boolean any = false;
        for (int hart = 0; hart < state.size(Vocabulary.HART); hart++) {
            for (int vmid = 0; vmid < state.size(Vocabulary.VMID); vmid++) {
                for (int right = 0; right < state.size(Vocabulary.RIGHT); right++) {
                    any |= state.holds(Vocabulary.TAG, new int[] {partition, vmid})
                            && state.holds(Vocabulary.TLB, new int[] {hart, vmid, frame, right});
                }
            }
        }
        return any;
    }

    private void boxes(int x, Sort sort, int count) {
        for (int element = 0; element < count; element++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"34\" rx=\"5\" fill=\"#f4f1ea\" stroke=\"#555\"/>%n",
                    x,
                    y(element) - 17,
                    BOX));
            text(x + BOX / 2, y(element) + 5, NAMES.name(sort, element), "#111");
        }
    }

    private static int y(int row) {
        return 54 + row * ROW;
    }

    private void line(int left, int partition, int frame, int shift, String colour, String label, String dashes) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\""
                        + " stroke-dasharray=\"%s\"/>%n",
                left + 10 + BOX,
                y(partition) + shift,
                left + WIDTH - BOX - 10,
                y(frame) + shift,
                colour,
                dashes));
        if (!label.isEmpty()) {
            text(left + WIDTH / 2, (y(partition) + y(frame)) / 2 + shift - 4, label, colour);
        }
    }

    private void text(int x, int y, String words, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>%n",
                x,
                y,
                colour,
                words));
    }

    private void legend(int y) {
        text(WIDTH, y, "grey: owns; blue: mapped; red dashes: a hart remembers; red dots: the IOMMU remembers", "#333");
    }
}
