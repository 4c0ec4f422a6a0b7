package org.cofferdam.papers.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A plot is drawn from a small results file, and looked at as it lies there. */
class PlotsTest {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    /** So many numbers of an outline tell one word from another. */
    private static final int TELLING = 40;

    private static final AffineTransform LEVEL = new AffineTransform();
    private static final AffineTransform UPWARDS = AffineTransform.getQuadrantRotateInstance(-1);

    @TempDir
    private Path folder;

    private Map<String, String> plots;

    @BeforeEach
    void draw() throws IOException {
        Path file = folder.resolve(Results.FILE);
        Samples.results().write(file);
        plots = new HashMap<>();
        for (Path plot : Plots.write(Results.read(file), folder)) {
            plots.put(plot.getFileName().toString(), Files.readString(plot));
        }
    }

    private Element element(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(plots.get(name)))).getDocumentElement();
    }

    /** Rectangles filled with a colour. */
    private long bars(String name, String color) throws Exception {
        NodeList paths = element(name).getElementsByTagName("*");
        long found = 0;
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            boolean shape =
                    path.getTagName().equals("path") || path.getTagName().equals("rect");
            if (shape && path.getAttribute("style").contains("fill:" + color)) {
                found++;
            }
        }
        return found;
    }

    @Test
    void eachSeriesHasABarForEachProgramAndOneInTheLegend() throws Exception {
        assertEquals(3, bars("warm.svg", "rgb(127,127,127)"), "QEMU");
        assertEquals(3, bars("warm.svg", "rgb(31,120,180)"), "the translator");
        assertEquals(0, bars("warm.svg", "rgb(51,51,51)"), "native, which was not measured");
        assertEquals(2, bars("exits.svg", "rgb(31,120,180)"), "the translator: hypercalls");
        assertEquals(4, bars("boot.svg", "rgb(31,120,180)"), "the translator: three clocks");
    }

    @Test
    void programsContestantsAndTheAxisAreLabelled() throws Exception {
        for (String label : List.of("integer", "branches", "QEMU", "translator")) {
            assertTrue(labelled("warm.svg", label, LEVEL), label);
        }
        for (String label : List.of("wall", "all processors", "guest's thread")) {
            assertTrue(labelled("boot.svg", label, LEVEL), label);
        }
        assertTrue(labelled("warm.svg", "MIPS", UPWARDS), "MIPS");
        assertTrue(labelled("boot.svg", "seconds", UPWARDS), "seconds");
        assertFalse(labelled("warm.svg", "memory", LEVEL), "what was not measured");
    }

    @Test
    void theValuesStandInTheDescription() throws Exception {
        Element warm = element("warm.svg");
        assertEquals(
                "Warm: million guest instructions a second (logarithmic)",
                warm.getElementsByTagName("title").item(0).getTextContent());
        assertEquals(
                "QEMU: integer 500.0; branches 375.0;\ntranslator: integer 1000; branches 3000;\n",
                warm.getElementsByTagName("desc").item(0).getTextContent());
    }

    @Test
    void drawnAgainItIsTheSame() throws IOException {
        Map<String, String> first = plots;
        draw();
        assertEquals(first, plots);
        assertEquals(
                List.of("boot.svg", "cold.svg", "exits.svg", "warm.svg"),
                first.keySet().stream().sorted().toList());
    }

    /** Letters are drawn as outlines: whether one of the paths is this text's. */
    private boolean labelled(String name, String text, AffineTransform direction) throws Exception {
        List<Double> outline = outline(new Font(Font.SANS_SERIF, Font.PLAIN, 12), text, direction);
        NodeList paths = element(name).getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            List<Double> drawn = NUMBER.matcher(((Element) paths.item(i)).getAttribute("d"))
                    .results()
                    .limit(outline.size())
                    .map(number -> Double.valueOf(number.group()))
                    .toList();
            boolean same = drawn.size() == outline.size();
            for (int j = 2; same && j < outline.size(); j++) {
                // Wherever it stands: relative to its first point.
                same = Math.abs(drawn.get(j) - drawn.get(j % 2) - outline.get(j) + outline.get(j % 2)) < 0.25;
            }
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static List<Double> outline(Font font, String text, AffineTransform direction) {
        TextLayout layout = new TextLayout(text, font, new FontRenderContext(null, true, true));
        List<Double> numbers = new ArrayList<>();
        double[] points = new double[6];
        for (PathIterator path = layout.getOutline(direction).getPathIterator(null); !path.isDone(); path.next()) {
            int count =
                    switch (path.currentSegment(points)) {
                        case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
                        case PathIterator.SEG_QUADTO -> 4;
                        case PathIterator.SEG_CUBICTO -> 6;
                        default -> 0;
                    };
            for (int i = 0; i < count; i++) {
                numbers.add(points[i]);
            }
        }
        return numbers.subList(0, Math.min(TELLING, numbers.size()));
    }
}
