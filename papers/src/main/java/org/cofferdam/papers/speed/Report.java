package org.cofferdam.papers.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Results as text in Markdown: the part of the paper that nobody writes by hand. */
final class Report {
    private static final String MISSING = "–";

    private final Results results;
    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    private Report(Results results) {
        this.results = results;
        this.figures = new Figures(results);
    }

    /** The whole of it. */
    static String of(Results results) {
        Report report = new Report(results);
        report.host();
        report.warm();
        report.cold();
        report.pairs();
        report.exits();
        report.boot();
        return report.text.toString();
    }

    private void host() {
        Host host = results.host();
        line(
                "Medians of %d rounds, contestants in turns, begun at %s, %.0f minutes; %d x %s; JDK %s; %s; %s.",
                results.rounds(),
                results.begin(),
                results.minutes(),
                host.processors(),
                host.model(),
                host.jdk(),
                present(host.qemu(), "no QEMU"),
                present(host.gcc(), "no gcc"));
        line(
                "Load average at the beginning %.2f, at the end %.2f. %s",
                results.loadBefore(),
                results.loadAfter(),
                results.skipped().isEmpty() ? "" : "Not measured: " + String.join("; ", results.skipped()) + ".");
    }

    private static String present(String version, String otherwise) {
        return version.isEmpty() ? otherwise : version;
    }

    private void warm() {
        List<Program> programs = figures.measured(Program.computing());
        if (programs.isEmpty()) {
            return;
        }
        speeds(programs, "Warm, in MIPS by the wall's clock", Sample::warmWall);
        speeds(
                programs,
                "Warm, in MIPS by the processor time of the thread that executes the guest",
                Sample::warmThread);
    }

    /** Speeds of the contestants, and how ours are to QEMU and partitions to the bare board. */
    private void speeds(List<Program> programs, String title, ToDoubleFunction<Sample> warm) {
        List<Contestant> contestants = figures.contestants(programs).stream()
                .filter(contestant -> !contestant.pair())
                .toList();
        heading(title);
        List<String> head = new ArrayList<>(List.of(""));
        contestants.forEach(contestant -> head.add(contestant.title));
        head.addAll(List.of("translator / QEMU", "translator, partition / bare", "interpreter, partition / bare"));
        table(head);
        for (Program program : programs) {
            List<String> cells = new ArrayList<>(List.of(program.title()));
            contestants.forEach(contestant -> cells.add(number(figures.mips(program, contestant, warm), "%.0f")));
            cells.add(number(figures.ratio(program, Contestant.TRANSLATOR, Contestant.QEMU, warm), "%.2f"));
            cells.add(number(
                    figures.ratio(program, Contestant.PARTITION_TRANSLATOR, Contestant.TRANSLATOR, warm), "%.2f"));
            cells.add(number(
                    figures.ratio(program, Contestant.PARTITION_INTERPRETER, Contestant.INTERPRETER, warm), "%.2f"));
            row(cells);
        }
        List<String> means = new ArrayList<>(List.of("geometric mean"));
        for (Contestant contestant : contestants) {
            means.add(number(
                    Figures.geometricMean(programs.stream()
                            .map(program -> figures.mips(program, contestant, warm))
                            .toList()),
                    "%.0f"));
        }
        means.add(number(figures.mean(programs, Contestant.TRANSLATOR, Contestant.QEMU, warm), "**%.2f**"));
        means.add(number(
                figures.mean(programs, Contestant.PARTITION_TRANSLATOR, Contestant.TRANSLATOR, warm), "**%.2f**"));
        means.add(number(
                figures.mean(programs, Contestant.PARTITION_INTERPRETER, Contestant.INTERPRETER, warm), "**%.2f**"));
        row(means);
    }

    private void cold() {
        List<Program> programs = figures.measured(Program.computing());
        List<Contestant> contestants = figures.contestants(programs).stream()
                .filter(contestant -> !Campaign.brief(contestant) && !contestant.pair())
                .toList();
        if (programs.isEmpty() || contestants.isEmpty()) {
            return;
        }
        heading("Cold: whole processes, in seconds of the wall's clock (of all processors; of the guest's thread)");
        List<String> head = new ArrayList<>(List.of(""));
        contestants.forEach(contestant -> head.add(contestant.title));
        head.addAll(List.of("translator / QEMU", "by the guest's thread"));
        table(head);
        for (Program program : programs) {
            List<String> cells = new ArrayList<>(List.of(program.title()));
            contestants.forEach(contestant -> cells.add(seconds(program, contestant)));
            cells.add(number(figures.ratio(program, Contestant.TRANSLATOR, Contestant.QEMU, Sample::wall), "%.2f"));
            cells.add(number(figures.ratio(program, Contestant.TRANSLATOR, Contestant.QEMU, Sample::thread), "%.2f"));
            row(cells);
        }
        List<String> means = new ArrayList<>(List.of("geometric mean"));
        contestants.forEach(_ -> means.add(""));
        means.add(number(figures.mean(programs, Contestant.TRANSLATOR, Contestant.QEMU, Sample::wall), "**%.2f**"));
        means.add(number(figures.mean(programs, Contestant.TRANSLATOR, Contestant.QEMU, Sample::thread), "**%.2f**"));
        row(means);
    }

    /** What a second hart at the same time gains. */
    private void pairs() {
        List<Program> programs = figures.measured(Program.computing()).stream()
                .filter(Program::canBeDoneByTwo)
                .toList();
        if (figures.contestants(programs).stream().noneMatch(Contestant::pair)) {
            return;
        }
        heading("Two harts at the same time: how many times as much they do as one");
        table(List.of(
                "",
                "translator, warm",
                "translator, whole process",
                "QEMU, warm",
                "QEMU, whole process",
                "native, warm"));
        for (Program program : programs) {
            row(List.of(
                    program.title(),
                    gain(program, Contestant.TRANSLATOR_PAIR, Contestant.TRANSLATOR, Sample::warmWall),
                    gain(program, Contestant.TRANSLATOR_PAIR, Contestant.TRANSLATOR, Sample::wall),
                    gain(program, Contestant.QEMU_PAIR, Contestant.QEMU, Sample::warmWall),
                    gain(program, Contestant.QEMU_PAIR, Contestant.QEMU, Sample::wall),
                    gain(program, Contestant.NATIVE_PAIR, Contestant.NATIVE, Sample::warmWall)));
        }
    }

    private String gain(Program program, Contestant pair, Contestant one, ToDoubleFunction<Sample> seconds) {
        return number(figures.gain(program, pair, one, seconds), "%.2f");
    }

    private void exits() {
        List<Program> programs = figures.measured(Program.exiting());
        if (programs.isEmpty()) {
            return;
        }
        List<Contestant> contestants = figures.contestants(programs);
        heading("Exits, in thousands a second, warm, by the wall's clock");
        List<String> head = new ArrayList<>(List.of(""));
        contestants.forEach(contestant -> head.add(contestant.title));
        table(head);
        for (Program program : programs) {
            List<String> cells = new ArrayList<>(List.of(program.title()));
            contestants.forEach(contestant -> cells.add(number(figures.thousandExits(program, contestant), "%.0f")));
            row(cells);
        }
    }

    private void boot() {
        if (figures.measured(List.of(Program.DEBIAN)).isEmpty()) {
            return;
        }
        heading("Debian's boot, from the process's start to what its first program says");
        table(List.of("", "wall, s", "all processors, s", "guest's thread, s", "QEMU's wall time, times"));
        for (Contestant contestant : figures.contestants(List.of(Program.DEBIAN))) {
            row(List.of(
                    contestant.title,
                    number(figures.median(Program.DEBIAN, contestant, Sample::wall), "%.1f"),
                    number(figures.median(Program.DEBIAN, contestant, Sample::processor), "%.1f"),
                    number(figures.median(Program.DEBIAN, contestant, Sample::thread), "%.1f"),
                    number(figures.ratio(Program.DEBIAN, Contestant.QEMU, contestant, Sample::wall), "%.2f")));
        }
    }

    private String seconds(Program program, Contestant contestant) {
        OptionalDouble wall = figures.median(program, contestant, Sample::wall);
        return wall.isEmpty()
                ? MISSING
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f; %.2f)",
                        wall.getAsDouble(),
                        figures.median(program, contestant, Sample::processor).orElseThrow(),
                        figures.median(program, contestant, Sample::thread).orElseThrow());
    }

    private static String number(OptionalDouble value, String format) {
        return value.isEmpty() ? MISSING : String.format(Locale.ROOT, format, value.getAsDouble());
    }

    private void heading(String title) {
        text.append("\n### ").append(title).append("\n\n");
    }

    private void table(List<String> head) {
        row(head);
        row(head.stream().map(_ -> "---").toList());
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @SuppressWarnings("AnnotateFormatMethod") // that takes a library
    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).strip()).append('\n');
    }
}
