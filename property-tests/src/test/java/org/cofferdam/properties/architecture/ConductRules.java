package org.cofferdam.properties.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How code behaves that a guest's run depends on: nothing in it may differ from one run to the next. */
@AnalyzeClasses(packages = "org.cofferdam", importOptions = ImportOption.DoNotIncludeTests.class)
final class ConductRules {
    /** What decides the course of a run. */
    private static final String[] DETERMINISTIC = {
        "org.cofferdam.microkernel..", "org.cofferdam.machine..", "org.cofferdam.platform.."
    };

    /**
     * Translations are made on a thread beside, and used when the JVM has compiled them, which only a clock tells: that decides
     * which of two engines executes an instruction, and both do the same with it.
     */
    private static final DescribedPredicate<JavaClass> TRANSLATES_BESIDE = resideInAPackage(
                    "org.cofferdam.machine.translator")
            .and(nameMatching(".*\\.(TranslationQueue|IdleRuns)(\\$.*)?"));

    /** Harts of a bare board execute at the same time where somebody asks for speed in place of determinism. */
    private static final DescribedPredicate<JavaClass> EXECUTES_TOGETHER =
            resideInAPackage("org.cofferdam.machine..").and(nameMatching(".*\\.(HartThreads|Standstill)(\\$.*)?"));

    @ArchTest
    static final ArchRule noWallClock = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC).and(not(TRANSLATES_BESIDE)))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date")
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.time..").and(nameMatching(".*\\.(Local|Zoned|Offset).*")))
            .because("`time` follows retired instructions; wall-clock time never reaches a guest");

    @ArchTest
    static final ArchRule noRandomness = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(RandomGenerator.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .because("the same configuration and seed give the same run, bit for bit");

    @ArchTest
    static final ArchRule noHashOrder = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HashMap")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HashSet")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.IdentityHashMap")
            .orShould()
            .callMethod(Object.class, "hashCode")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .because("iteration in hash order would differ between two runs; LinkedHashMap and TreeMap do not");

    /** Sets and maps that {@code of} and {@code copyOf} make are ordered by a number that each Java process draws anew. */
    @ArchTest
    static final ArchRule theCoreGoesThroughNothingUnordered = noClasses()
            .that(resideInAPackage("org.cofferdam.microkernel.."))
            .should()
            .callMethodWhere(goesThroughASetOrMap())
            .because(
                    "who comes first may not depend on the day: the type has to say the order, as SortedMap and EnumMap do");

    @ArchTest
    static final ArchRule nothingOfTheHost = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC))
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Runtime")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.InetAddress")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.ref..", "java.lang.management..")
            .because("processors, free memory, what is collected when: a run that asks depends on where it runs");

    @ArchTest
    static final ArchRule noStateIsShared = fields().that()
            .areDeclaredInClassesThat(resideInAnyPackage("org.cofferdam.microkernel..", "org.cofferdam.platform.."))
            .and()
            .areStatic()
            .should()
            .beFinal()
            .because("two systems in one process have nothing in common, or a test of one would tell of the other");

    @ArchTest
    static final ArchRule nobodyHasThreads = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC).and(not(TRANSLATES_BESIDE.or(EXECUTES_TOGETHER))))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..")
            .orShould()
            .callMethodWhere(target(nameMatching("parallel(Stream)?")))
            .because("harts take turns, the core is entered once a trap and returns: nothing waits or starts anything");

    @ArchTest
    static final ArchRule partitionsTakeTurns = noClasses()
            .that()
            .resideInAnyPackage("org.cofferdam.microkernel..", "org.cofferdam.platform..", "org.cofferdam.manager..")
            .should()
            .callMethodWhere(target(nameMatching("accompany|together|withHartsTogether")))
            .because("a run of partitions can be repeated: harts execute at the same time on a bare board alone");

    @ArchTest
    static final ArchRule theCoreDeclaresNoException = codeUnits()
            .that()
            .areDeclaredInClassesThat(resideInAPackage("org.cofferdam.microkernel.."))
            .should(declareNoException())
            .because("handlers are total: every input ends in a status, a guest trap or a stopped partition");

    /** What cannot be is refused when a thing is made; later the core gives up only where what it stands on is broken. */
    @ArchTest
    static final ArchRule theCoreThrowsBeforeAnythingRunsOrNotAtAll = noClasses()
            .that(resideInAPackage("org.cofferdam.microkernel.."))
            .should()
            .callCodeUnitWhere(makesAnExceptionLate())
            .because("no input of a guest, a monitor or the manager ends in an exception");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Utility|Utilities|Helper|Helpers|Manager|Impl|Misc)")
            .because("a grab bag has no idea of its own");

    private static DescribedPredicate<JavaMethodCall> goesThroughASetOrMap() {
        Set<String> through = Set.of("iterator", "forEach", "stream", "entrySet", "keySet", "values", "toArray");
        return DescribedPredicate.describe(
                "goes through a Set or a Map whose type says no order",
                call -> through.contains(call.getName())
                        && (call.getTargetOwner().isEquivalentTo(Set.class)
                                || call.getTargetOwner().isEquivalentTo(Map.class)));
    }

    private static DescribedPredicate<JavaCall<?>> makesAnExceptionLate() {
        // MatchException is what the compiler puts into an exhaustive switch. The others: an account is closed when it
        // is empty, as the
        // core sees to; an IOMMU that does not carry out commands keeps no promise to anybody.
        Set<String> exceptions = Set.of("FrameTable.close", "Iommu.command");
        return DescribedPredicate.describe(
                "makes an exception outside a constructor",
                call -> call.getTarget() instanceof AccessTarget.ConstructorCallTarget
                        && call.getTargetOwner().isAssignableTo(Throwable.class)
                        && !call.getTargetOwner().isEquivalentTo(MatchException.class)
                        && !call.getOrigin().isConstructor()
                        && !exceptions.contains(call.getOriginOwner().getSimpleName() + "."
                                + call.getOrigin().getName()));
    }

    private static ArchCondition<JavaCodeUnit> declareNoException() {
        return new ArchCondition<>("declare no exception") {
            @Override
            public void check(JavaCodeUnit method, ConditionEvents events) {
                for (JavaClass exception : method.getExceptionTypes()) {
                    events.add(SimpleConditionEvent.violated(
                            method, method.getFullName() + " declares " + exception.getName()));
                }
            }
        };
    }
}
