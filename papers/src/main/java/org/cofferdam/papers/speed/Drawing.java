package org.cofferdam.papers.speed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/**
 * A chart as SVG that can be kept beside sources: the same each time it is drawn, with a tenth of a pixel as the finest detail, and since XChart
 * draws letters as outlines, with a description for those who search or cannot see it.
 */
final class Drawing {
    private static final Pattern CLIP = Pattern.compile("clip\\d+");
    private static final Pattern FINE = Pattern.compile("(\\d\\.\\d)\\d+");
    private static final Pattern OPENING = Pattern.compile("<svg[^>]*>");

    private Drawing() {}

    static String of(CategoryChart chart) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        String svg = bytes.toString(StandardCharsets.UTF_8);
        Map<String, String> clips = new TreeMap<>();
        svg = CLIP.matcher(svg)
                .replaceAll(found -> clips.computeIfAbsent(found.group(), _ -> "clip-" + (clips.size() + 1)));
        svg = FINE.matcher(svg).replaceAll("$1");
        String description =
                "\n  <title>" + escaped(chart.getTitle()) + "</title>\n  <desc>" + escaped(values(chart)) + "</desc>";
        return OPENING.matcher(svg).replaceFirst(found -> Matcher.quoteReplacement(found.group() + description));
    }

    /** All bars, in words. */
    private static String values(CategoryChart chart) {
        StringBuilder text = new StringBuilder();
        for (CategorySeries series : chart.getSeriesMap().values()) {
            text.append(series.getName()).append(':');
            var groups = series.getXData().iterator();
            for (Number value : series.getYData()) {
                text.append(String.format(Locale.ROOT, " %s %.4g;", groups.next(), value.doubleValue()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
