package org.cofferdam.papers.speed;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Results as pictures: bars, groups of them by program, one of each contestant. */
final class Plots {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private final Figures figures;
    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    private Plots(Results results, Path folder) {
        this.figures = new Figures(results);
        this.folder = folder;
    }

    /**
     * Writes those pictures for which something was measured.
     *
     * @return the files
     */
    static List<Path> write(Results results, Path folder) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Plots plots = new Plots(results, folder);
        List<Program> computing = Program.computing();
        plots.draw(
                "warm",
                "Warm: million guest instructions a second (logarithmic)",
                "MIPS",
                true,
                computing,
                contestant -> program -> plots.figures.mips(program, contestant, Sample::warmWall));
        plots.draw(
                "cold",
                "Cold: seconds from the start of the process to its end",
                "seconds",
                false,
                computing,
                contestant -> program -> Campaign.brief(contestant)
                        ? OptionalDouble.empty()
                        : plots.figures.median(program, contestant, Sample::wall));
        plots.draw(
                "exits",
                "Exits a second, in thousands (logarithmic)",
                "thousands a second",
                true,
                Program.exiting(),
                contestant -> program -> plots.figures.thousandExits(program, contestant));
        plots.boot();
        return plots.written;
    }

    /** A contestant is shown if it has a value for each program that is shown: a gap would look like a zero. */
    private void draw(
            String name,
            String title,
            String axis,
            boolean logarithmic,
            List<Program> candidates,
            Function<Contestant, Function<Program, OptionalDouble>> values)
            throws IOException {
        List<Program> programs = figures.measured(candidates);
        CategoryChart chart = chart(title, axis, logarithmic);
        for (Contestant contestant : Contestant.values()) {
            if (contestant.pair()) {
                continue; // it does twice the work
            }
            List<OptionalDouble> bars =
                    programs.stream().map(values.apply(contestant)).toList();
            if (!bars.isEmpty() && bars.stream().allMatch(OptionalDouble::isPresent)) {
                add(
                        chart,
                        contestant,
                        programs.stream().map(Program::title).toList(),
                        bars.stream().map(OptionalDouble::getAsDouble).toList());
            }
        }
        save(chart, name);
    }

    /** One group for each clock. */
    private void boot() throws IOException {
        CategoryChart chart = chart("Debian's boot: seconds to what its first program says", "seconds", false);
        for (Contestant contestant : figures.contestants(List.of(Program.DEBIAN))) {
            add(
                    chart,
                    contestant,
                    List.of("wall", "all processors", "guest's thread"),
                    List.of(
                            figures.median(Program.DEBIAN, contestant, Sample::wall)
                                    .orElseThrow(),
                            figures.median(Program.DEBIAN, contestant, Sample::processor)
                                    .orElseThrow(),
                            figures.median(Program.DEBIAN, contestant, Sample::thread)
                                    .orElseThrow()));
        }
        save(chart, "boot");
    }

    private static CategoryChart chart(String title, String axis, boolean logarithmic) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(axis)
                .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(TEXT)
                .setChartTitleFont(TEXT.deriveFont(Font.BOLD, 14f));
        chart.getStyler()
                .setYAxisLogarithmic(logarithmic)
                .setAxisTickLabelsFont(TEXT)
                .setAxisTitleFont(TEXT);
        return chart;
    }

    /** A contestant has the same colour in all pictures. */
    private static void add(CategoryChart chart, Contestant contestant, List<String> groups, List<Double> values) {
        chart.addSeries(contestant.title, groups, values).setFillColor(color(contestant));
    }

    private static Color color(Contestant contestant) {
        return new Color(
                switch (contestant) {
                    case QEMU, QEMU_PAIR -> 0x7F7F7F;
                    case INTERPRETER -> 0xA6CEE3;
                    case TRANSLATOR, TRANSLATOR_PAIR -> 0x1F78B4;
                    case PARTITION_INTERPRETER -> 0xB2DF8A;
                    case PARTITION_TRANSLATOR -> 0x33A02C;
                    case CHECKED_INTERPRETER -> 0xFDBF6F;
                    case CHECKED_TRANSLATOR -> 0xFF7F00;
                    case NATIVE, NATIVE_PAIR -> 0x333333;
                });
    }

    private void save(CategoryChart chart, String name) throws IOException {
        OptionalDouble least = chart.getSeriesMap().values().stream()
                .flatMap(series -> series.getYData().stream())
                .mapToDouble(Number::doubleValue)
                .min();
        if (least.isEmpty()) {
            return;
        }
        if (chart.getStyler().isYAxisLogarithmic()) {
            // Bars begin at zero by themselves, which has no logarithm.
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least.getAsDouble()))));
        }
        Path file = folder.resolve(name + ".svg");
        Files.createDirectories(folder);
        Files.writeString(file, Drawing.of(chart));
        written.add(file);
    }
}
