package org.cofferdam.properties.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.cofferdam.microkernel.Microkernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each architecture rule fails on a class that is planted for it: a rule that cannot fail says nothing. */
final class PlantedViolationsTest {
    private static final String CORE = "org.cofferdam.microkernel";
    private static final String MACHINE = "org.cofferdam.machine";

    @TempDir
    private static Path folder;

    /** A class that breaks a rule: its body, in a package. */
    record Plant(String rule, String inPackage, String body) {
        String name() {
            return "Planted" + plants().indexOf(this);
        }
    }

    private static Plant plant(String rule, String inPackage, String body) {
        return new Plant(rule, inPackage, body);
    }

    static List<Plant> plants() {
        return List.of(
                plant("theCoreUsesJavaBaseAlone", CORE, "java.nio.file.Path file;"),
                plant("theCoreUsesJavaBaseAlone", CORE, "org.cofferdam.machine.hart.Hart hart;"),
                plant(
                        "theCoresFrameRecordsAreReadByThePlatformAlone",
                        "org.cofferdam.manager",
                        "org.cofferdam.microkernel.frames.FrameState state;"),
                plant("theMachineKnowsNothingOfOurs", MACHINE, "org.cofferdam.microkernel.Status status;"),
                plant(
                        "theModelKnowsNothingOfOurs",
                        "org.cofferdam.isolation",
                        "org.cofferdam.microkernel.Status status;"),
                plant("guestsKnowTheMachineAlone", "org.cofferdam.guests", "org.cofferdam.microkernel.Hypercall call;"),
                plant(
                        "platformIsWhereCoreMachineAndModelMeet",
                        "org.cofferdam.platform",
                        "org.cofferdam.guests.loader.Image image;"),
                plant("theConsoleKnowsNoCommand", "org.cofferdam.console", "org.cofferdam.platform.Account account;"),
                plant("nobodyKnowsTheConsole", "org.cofferdam.guests", "org.cofferdam.console.Cofferdam console;"),
                plant(
                        "nobodyKnowsTheLastRooms",
                        "org.cofferdam.manager",
                        "org.cofferdam.properties.faults.Fault fault;"),
                plant(
                        "theManagerIsNotShownTheCoresInside",
                        "org.cofferdam.manager",
                        "org.cofferdam.microkernel.Inspection inspection;"),
                plant(
                        "theManagerIsNotShownTheCoresInside",
                        "org.cofferdam.manager.monitor",
                        "long tick(org.cofferdam.microkernel.Microkernel core) { return core.control().framesLeft(); }"),
                plant("devicesKnowNeitherHartNorBoard", MACHINE + ".device", "org.cofferdam.machine.hart.Hart hart;"),
                plant("theInstructionTableKnowsNoHart", MACHINE + ".isa", "org.cofferdam.machine.hart.Hart hart;"),
                plant("theHartKnowsNoBoard", MACHINE + ".hart", "org.cofferdam.machine.board.VirtBoard board;"),
                plant("noWallClock", CORE, "long now() { return System.nanoTime(); }"),
                plant("noWallClock", MACHINE, "Object now() { return java.time.LocalTime.now(); }"),
                plant("noWallClock", MACHINE, "java.util.Date date;"),
                plant("noRandomness", CORE, "int roll() { return new java.util.Random(1).nextInt(); }"),
                plant("noRandomness", MACHINE, "java.util.SplittableRandom random;"),
                plant("noRandomness", MACHINE, "double any() { return Math.random(); }"),
                plant("noHashOrder", CORE, "Object map = new java.util.HashMap<String, String>();"),
                plant("noHashOrder", MACHINE, "int at(Object any) { return any.hashCode(); }"),
                plant("noHashOrder", MACHINE, "int at(Object any) { return System.identityHashCode(any); }"),
                plant(
                        "theCoreGoesThroughNothingUnordered",
                        CORE,
                        "int sum(java.util.Set<Integer> all) { int sum = 0; for (int one : all) sum += one; return sum; }"),
                plant(
                        "theCoreGoesThroughNothingUnordered",
                        CORE,
                        "void all(java.util.Map<Integer, Runnable> all) { all.values().forEach(Runnable::run); }"),
                plant("nothingOfTheHost", CORE, "String home() { return System.getenv(\"HOME\"); }"),
                plant(
                        "nothingOfTheHost",
                        MACHINE,
                        "int harts() { return Runtime.getRuntime().availableProcessors(); }"),
                plant("nothingOfTheHost", MACHINE, "java.lang.ref.WeakReference<String> text;"),
                plant("noStateIsShared", CORE, "static int count;"),
                plant("nobodyHasThreads", CORE, "Thread thread;"),
                plant("nobodyHasThreads", MACHINE, "java.util.concurrent.atomic.AtomicInteger count;"),
                plant(
                        "nobodyHasThreads",
                        MACHINE,
                        "int sum(java.util.List<Integer> all) { return all.parallelStream().mapToInt(i -> i).sum(); }"),
                plant(
                        "partitionsTakeTurns",
                        "org.cofferdam.platform",
                        "void start(org.cofferdam.machine.hart.Hart hart) { hart.accompany(null); }"),
                plant("theCoreDeclaresNoException", CORE, "void call() throws java.io.IOException {}"),
                plant(
                        "theCoreDeclaresNoException",
                        CORE,
                        "static final class Late { Late() throws InterruptedException {} }"),
                plant(
                        "theCoreThrowsBeforeAnythingRunsOrNotAtAll",
                        CORE,
                        "void call(int number) { if (number < 0) throw new IllegalArgumentException(); }"),
                plant("namesSayWhatAThingIs", MACHINE, "static final class PageHelper {}"),
                plant("namesSayWhatAThingIs", MACHINE, "interface GuestManager {}"));
    }

    @BeforeAll
    static void compile() throws IOException {
        List<String> words = new ArrayList<>(
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
        for (Plant plant : plants()) {
            String source =
                    "package %s; public class %s { %s }".formatted(plant.inPackage(), plant.name(), plant.body());
            words.add(Files.writeString(folder.resolve(plant.name() + ".java"), source)
                    .toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
        assertEquals(0, status, "the plants compile");
    }

    @ParameterizedTest
    @MethodSource("plants")
    void aRuleFailsOnWhatItForbids(Plant plant) throws IOException, ReflectiveOperationException {
        // One rule is about who knows these classes, so one of them has to be there.
        List<URL> urls = new ArrayList<>(List.of(Microkernel.class.getResource("frames/FrameState.class")));
        Path inside = folder.resolve(plant.inPackage().replace('.', '/'));
        try (Stream<Path> files = Files.list(inside)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches(plant.name() + "\\b.*"))
                    .toList()) {
                urls.add(file.toUri().toURL());
            }
        }
        EvaluationResult result = rule(plant.rule()).evaluate(new ClassFileImporter().importUrls(urls));
        assertTrue(
                result.getFailureReport().getDetails().stream().anyMatch(line -> line.contains(plant.name())),
                () -> "nothing was said of it, but: " + result.getFailureReport());
    }

    @Test
    void everyRuleHasBeenSeenToFail() {
        Set<String> rules = Stream.of(LayeringRules.class, ConductRules.class)
                .flatMap(holder -> Stream.of(holder.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(ArchTest.class))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> planted = plants().stream().map(Plant::rule).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, planted);
    }

    private static ArchRule rule(String name) throws ReflectiveOperationException {
        for (Class<?> holder : List.of(LayeringRules.class, ConductRules.class)) {
            for (Field field : holder.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return (ArchRule) field.get(null);
                }
            }
        }
        throw new IllegalArgumentException("there is no rule " + name);
    }
}
