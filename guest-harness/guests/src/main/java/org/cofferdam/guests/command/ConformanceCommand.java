package org.cofferdam.guests.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cofferdam.guests.conformance.ConformanceRun;
import org.cofferdam.guests.conformance.Signature;
import org.cofferdam.guests.conformance.Verdict;
import org.cofferdam.guests.loader.ImageReader;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.translator.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam conformance DIR}: runs every program of a suite and prints a table. Ends with 1 if one fails. */
@Command(
        name = "conformance",
        description = "Run the ELF programs of a folder, each on a board of its own, and print what they say.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A program starts in M-mode and ends through tohost (riscv-tests, riscv-arch-test) or the test finisher.",
            "Signatures are those of riscv-arch-test; Spike writes references with",
            "  spike --isa=... +signature=REFERENCES/NAME.signature +signature-granularity=4 NAME",
            "Exit code: 0 if all pass, 1 if one does not, 2 for bad input."
        })
public final class ConformanceCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;
    private static final String SIGNATURE = ".signature";
    private static final int OUTPUT_LINES = 8;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders, searched with all below, or single files.")
    private List<Path> places;

    @Option(
            names = "--match",
            paramLabel = "GLOB",
            defaultValue = "*",
            description = "Only files whose names match, such as 'rv64u?-p-*' (default: ${DEFAULT-VALUE}).")
    private String match;

    @Option(
            names = "--signatures",
            paramLabel = "DIR",
            description = "Write each program's signature to DIR/NAME" + SIGNATURE + ".")
    private Path signatures;

    @Option(
            names = "--references",
            paramLabel = "DIR",
            description = "Compare each program's signature with DIR/NAME" + SIGNATURE + ", which has to be there.")
    private Path references;

    @Option(
            names = {"--memory", "-m"},
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = MemorySize.class,
            description = "RAM of each board (default: ${DEFAULT-VALUE}).")
    private long memory;

    @Option(
            names = {"--harts", "-smp"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Harts of each board, 1 to 8 (default: ${DEFAULT-VALUE}).")
    private int harts;

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            defaultValue = "200000000",
            description = "Cycles that each program has (default: ${DEFAULT-VALUE}).")
    private long longest;

    @Option(
            names = "--engine",
            paramLabel = "interpreter|translator",
            description = {
                "How instructions are executed (default: ${DEFAULT-VALUE}). Programs are short: the",
                "translator makes a translation of what has been executed sixteen times."
            })
    private Engine engine = Engine.standard();

    @Option(names = "--output", description = "Show what each program printed, not only those that fail.")
    private boolean output;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public ConformanceCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        require(harts >= 1 && harts <= BoardSetup.MOST_HARTS, "a board has 1 to " + BoardSetup.MOST_HARTS + " harts");
        require(longest > 0, "--stop-after needs a number of cycles");
        try {
            List<Path> programs = programs();
            if (programs.isEmpty()) {
                throw new BadFileException(places.getFirst(), "holds no ELF program that matches " + match);
            }
            if (references != null) {
                requireReferences(programs);
            }
            if (signatures != null) {
                Files.createDirectories(signatures);
            }
            return report(programs);
        } catch (BadFileException bad) {
            spec.commandLine().getErr().println("cofferdam: " + bad.getMessage());
            return BAD_INPUT;
        }
    }

    private void require(boolean met, String otherwise) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private List<Path> programs() throws IOException, BadFileException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + match);
        TreeSet<Path> found = new TreeSet<>();
        for (Path place : places) {
            if (!Files.isReadable(place)) {
                throw new BadFileException(place, Files.exists(place) ? "cannot be read" : "does not exist");
            }
            try (Stream<Path> files = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (matcher.matches(file.getFileName()) && ImageReader.isElfProgram(file)) {
                        found.add(file);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private int report(List<Path> programs) throws IOException, InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        ConformanceRun run = new ConformanceRun(harts, memory, longest, engine);
        int width = programs.stream()
                .mapToInt(program -> program.getFileName().toString().length())
                .max()
                .orElse(0);
        int passed = 0;
        long retired = 0;
        long translated = 0;
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<ConformanceRun.Result>> results = new ArrayList<>();
            programs.forEach(program -> results.add(workers.submit(() -> run.run(program))));
            for (int i = 0; i < programs.size(); i++) {
                Path program = programs.get(i);
                ConformanceRun.Result result = judged(program, results.get(i).get());
                print(out, ("%-" + width + "s").formatted(program.getFileName()), result);
                retired += result.retired();
                translated += result.translated();
                passed += result.verdict() instanceof Verdict.Passed ? 1 : 0;
            }
        }
        String noun = programs.size() == 1 ? "program" : "programs";
        out.printf("%d %s: %d passed, %d failed%n", programs.size(), noun, passed, programs.size() - passed);
        if (engine == Engine.translator) {
            out.printf("%d of %d instructions in translations%n", translated, retired);
        }
        out.flush();
        return passed == programs.size() ? 0 : FAILED;
    }

    private ConformanceRun.Result judged(Path program, ConformanceRun.Result result) throws IOException {
        String name = program.getFileName() + SIGNATURE;
        if (signatures != null) {
            Files.write(signatures.resolve(name), result.signature().words());
        }
        if (references == null) {
            return result;
        }
        return result.against(new Signature(Files.readAllLines(references.resolve(name))));
    }

    private void requireReferences(List<Path> programs) throws BadFileException {
        for (Path program : programs) {
            Path reference = references.resolve(program.getFileName() + SIGNATURE);
            if (!Files.isReadable(reference)) {
                throw new BadFileException(reference, "is not there to compare with");
            }
        }
    }

    private void print(PrintWriter out, String name, ConformanceRun.Result result) {
        out.printf("%s  %,15d  %s%n", name, result.retired(), result.verdict());
        if (output || !(result.verdict() instanceof Verdict.Passed)) {
            List<String> lines = result.output().lines().toList();
            List<String> last = output ? lines : lines.subList(Math.max(0, lines.size() - OUTPUT_LINES), lines.size());
            last.forEach(line -> out.printf("    | %s%n", line));
        }
        out.flush();
    }
}
