package org.cofferdam.isolation.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Fragment;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.WellSorted;
import org.cofferdam.isolation.prove.Answer;
import org.cofferdam.isolation.prove.ProofTable;
import org.cofferdam.isolation.prove.Prover;
import org.cofferdam.isolation.prove.SecondOpinion;
import org.cofferdam.isolation.prove.Story;
import org.cofferdam.isolation.prove.Verdict;
import org.cofferdam.isolation.text.BadTextException;
import org.cofferdam.isolation.text.ClaimFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam prove [FILE]}: the specification's claims, or a user's own, for any number of everything. */
@Command(
        name = "prove",
        description = "Prove the isolation properties of the core's specification, or properties of your own, with Z3.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A file of your own properties:  property NAME \"what it says\" FORMULA, for example",
            "  property noSharedTables \"no table leads to a page table\"",
            "    forall d : Partition, p : Frame, r : Right. mapped(d, p, r) implies not table(p)",
            "A prime, as in own'(p), reads the state after a step; then 'actor' is who acts.",
            "",
            "Exit code: 0 all proved, 1 something is refuted or stays open, 2 the file is not understood, 3 with",
            "--second-opinion: the two solvers contradict each other."
        })
public final class ProveCommand implements Callable<Integer> {
    private static final int REFUTED = 1;
    private static final int BAD_INPUT = 2;
    private static final int CONTRADICTION = 3;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "Properties of your own, to be proved instead.")
    private Path file;

    @Option(names = "--property", paramLabel = "N", description = "Only claims that state isolation property N.")
    private Integer property;

    @Option(names = "--claim", paramLabel = "NAME", description = "Only this claim.")
    private String claim;

    @Option(
            names = "--stories",
            paramLabel = "N",
            defaultValue = "3",
            description = "Most counterexamples to tell (default: ${DEFAULT-VALUE}).")
    private int stories;

    @Option(names = "--threads", paramLabel = "N", description = "Questions at once (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--second-opinion",
            description = "Ask SMTInterpol the same questions afterwards. It takes many minutes.")
    private boolean secondOpinion;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public ProveCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Specification specification = CoreSpecification.CORE;
        List<Claim> asked = specification.claims();
        if (file != null) {
            if (!Files.isReadable(file)) {
                err.println("cofferdam: " + file + " cannot be read: give a file with properties");
                return BAD_INPUT;
            }
            try {
                asked = ClaimFile.read(file.toString(), Files.readString(file), specification);
            } catch (BadTextException bad) {
                err.println("cofferdam: " + bad.getMessage());
                return BAD_INPUT;
            }
            List<Claim> all = new ArrayList<>(specification.claims());
            all.addAll(asked);
            specification = specification.withClaims(all);
        }
        List<Claim> chosen = asked.stream()
                .filter(each -> property == null || each.properties().contains(property))
                .filter(each -> claim == null || each.name().equals(claim))
                .toList();
        List<String> faults = faults(specification, chosen);
        if (chosen.isEmpty() || !faults.isEmpty()) {
            faults.forEach(fault -> err.println("cofferdam: " + fault));
            err.println(
                    faults.isEmpty()
                            ? "cofferdam: no claim is meant: see  cofferdam spec properties"
                            : "cofferdam: nothing was proved");
            return BAD_INPUT;
        }
        return prove(specification, chosen, out);
    }

    /** Own claims are checked here; those of the specification by its tests. */
    private List<String> faults(Specification specification, List<Claim> chosen) {
        List<String> faults = new ArrayList<>();
        if (file != null) {
            chosen.forEach(each -> faults.addAll(WellSorted.faults(specification, each)));
            faults.addAll(
                    Fragment.faults(specification, chosen).stream().limit(1).toList());
        }
        return faults;
    }

    private int prove(Specification specification, List<Claim> chosen, PrintWriter out) {
        long began = System.nanoTime();
        Prover prover = Prover.z3(specification);
        List<Claim> broken = prover.brokenInTheBeginning();
        List<Answer> answers = prover.answer(chosen, threads);
        ProofTable table = new ProofTable(answers);
        List<String> impossible = impossible(specification, prover);
        double seconds = (System.nanoTime() - began) / 1e9;
        table.lines().forEach(out::println);
        out.println();
        table.open().stream().limit(stories).forEach(answer -> out.println(told(specification, answer)));
        broken.forEach(each -> out.println(each.name() + " does not hold in the beginning"));
        impossible.forEach(each -> out.println(each + " can never happen, so nothing was proved of it"));
        boolean good = table.open().isEmpty() && broken.isEmpty() && impossible.isEmpty();
        out.printf(
                "%s: %d claims, %d actions; %d questions proved by %s, %d not touched, %d refuted or open; %.1f s%n",
                good ? "PROVED" : "NOT PROVED",
                chosen.size(),
                specification.actions().size(),
                table.count(Verdict.Proved.class),
                prover.name(),
                table.count(Verdict.Untouched.class),
                table.open().size(),
                seconds);
        out.flush();
        boolean contradicted = secondOpinion && isContradicted(new SecondOpinion(specification, answers), out);
        return contradicted ? CONTRADICTION : good ? 0 : REFUTED;
    }

    private boolean isContradicted(SecondOpinion opinion, PrintWriter out) {
        long began = System.nanoTime();
        out.println();
        List<SecondOpinion.Pair> pairs = opinion.ask((action, outcome, its) -> {
            long agreed = its.stream().filter(SecondOpinion.Pair::isAgreement).count();
            out.println(action.name() + " (" + outcome.result() + "): agreed " + agreed + " of " + its.size());
            for (SecondOpinion.Pair pair : its) {
                if (!pair.isAgreement()) {
                    out.println("    " + pair.first().question().claim().name() + ": "
                            + (pair.isContradiction() ? "CONTRADICTION: " : "not decided: ") + pair.second());
                }
            }
            out.flush();
        });
        long agreed = pairs.stream().filter(SecondOpinion.Pair::isAgreement).count();
        long contradictions =
                pairs.stream().filter(SecondOpinion.Pair::isContradiction).count();
        out.printf(
                "%s: %s agrees on %d of %d questions, %d not decided, %d contradictions; %.1f s%n",
                contradictions == 0 ? "NO CONTRADICTION" : "CONTRADICTION",
                opinion.name(),
                agreed,
                pairs.size(),
                pairs.size() - agreed - contradictions,
                contradictions,
                (System.nanoTime() - began) / 1e9);
        out.flush();
        return contradictions > 0;
    }

    private static List<String> impossible(Specification specification, Prover prover) {
        List<String> impossible = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                if (!prover.isPossible(action, outcome)) {
                    impossible.add(action.name() + " (" + outcome.result() + ")");
                }
            }
        }
        return impossible;
    }

    private static String told(Specification specification, Answer answer) {
        Optional<String> story = answer.verdict() instanceof Verdict.Refuted refuted
                ? refuted.counterexample().map(example -> new Story(specification, example).tell())
                : Optional.empty();
        return story.orElse(answer.question() + ": " + answer.verdict());
    }
}
