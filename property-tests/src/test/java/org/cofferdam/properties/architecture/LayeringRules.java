package org.cofferdam.properties.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who may know whom: the house of the README as rules. Three rooms know nothing of each other (core, machine, model) and
 * meet in {@code platform} alone.
 */
@AnalyzeClasses(packages = "org.cofferdam", importOptions = ImportOption.DoNotIncludeTests.class)
final class LayeringRules {
    private static final String CORE = "org.cofferdam.microkernel..";
    private static final String MODEL = "org.cofferdam.isolation..";
    private static final String MACHINE = "org.cofferdam.machine..";
    private static final String GUESTS = "org.cofferdam.guests..";
    private static final String PLATFORM = "org.cofferdam.platform..";
    private static final String CONSOLE = "org.cofferdam.console..";

    private static final String[] LAST_ROOMS = {"org.cofferdam.papers..", "org.cofferdam.properties.."};

    /** Packages of java.base that a kernel has a use for: values and collections, no files, no network, no threads. */
    private static final String[] WHAT_A_KERNEL_NEEDS = {
        "java.lang", "java.lang.runtime", "java.lang.invoke", "java.util"
    };

    @ArchTest
    static final ArchRule theCoreUsesJavaBaseAlone = classes()
            .that(resideInAPackage(CORE))
            .should()
            .onlyDependOnClassesThat(resideInAPackage(CORE).or(resideInAnyPackage(WHAT_A_KERNEL_NEEDS)))
            .because("the trusted part knows no emulator and no library: what it trusts is what can be read in it");

    @ArchTest
    static final ArchRule theCoresFrameRecordsAreReadByThePlatformAlone = classes()
            .that(resideInAPackage("org.cofferdam.microkernel.frames.."))
            .should()
            .onlyHaveDependentClassesThat(resideInAPackage(CORE).or(resideInAPackage(PLATFORM)))
            .because(
                    "they are shown to the oracle, which checks them; to the manager they would show other partitions");

    @ArchTest
    static final ArchRule theMachineKnowsNothingOfOurs =
            knowsOfOurs(MACHINE).because("the board runs any RISC-V software, other hypervisors included");

    @ArchTest
    static final ArchRule theModelKnowsNothingOfOurs =
            knowsOfOurs(MODEL).because("a specification that knows the code would repeat its mistakes");

    @ArchTest
    static final ArchRule guestsKnowTheMachineAlone = knowsOfOurs(GUESTS, MACHINE)
            .because("a guest is made from the instruction table, not from the core it will attack");

    @ArchTest
    static final ArchRule platformIsWhereCoreMachineAndModelMeet =
            knowsOfOurs(PLATFORM, CORE, MACHINE, MODEL).because("the bridge must not depend on what crosses it");

    @ArchTest
    static final ArchRule theConsoleKnowsNoCommand =
            knowsOfOurs(CONSOLE).because("each module brings its own commands as services");

    @ArchTest
    static final ArchRule nobodyKnowsTheConsole = noClasses()
            .that(resideInAPackage("org.cofferdam..").and(not(resideInAPackage(CONSOLE))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CONSOLE)
            .because("commands are found by ServiceLoader, without an arrow back");

    @ArchTest
    static final ArchRule nobodyKnowsTheLastRooms = noClasses()
            .that(resideInAPackage("org.cofferdam..").and(not(resideInAnyPackage(LAST_ROOMS))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAST_ROOMS)
            .because("papers and property tests look at the house; nothing in it is there for them");

    @ArchTest
    static final ArchRule theManagerIsNotShownTheCoresInside = noClasses()
            .that(resideInAnyPackage("org.cofferdam.manager..", "org.cofferdam.guests.."))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.cofferdam.microkernel.Inspection")
            .orShould()
            .callCodeUnitWhere(target(owner(name("org.cofferdam.microkernel.Microkernel"))))
            .because("the manager is not trusted: it has the control interface, and each monitor its handle");

    @ArchTest
    static final ArchRule devicesKnowNeitherHartNorBoard = noClasses()
            .that(resideInAnyPackage("org.cofferdam.machine.device..", "org.cofferdam.machine.devicetree.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.cofferdam.machine.hart..", "org.cofferdam.machine.board..", "org.cofferdam.machine.firmware..")
            .because("the same devices serve the board and, inside a monitor, a single partition");

    @ArchTest
    static final ArchRule theInstructionTableKnowsNoHart = noClasses()
            .that(resideInAnyPackage("org.cofferdam.machine.isa..", "org.cofferdam.machine.floatingpoint.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cofferdam.machine.hart..", "org.cofferdam.machine.instructions..")
            .because("assembler, disassembler and arithmetic are of use without a machine");

    @ArchTest
    static final ArchRule theHartKnowsNoBoard = noClasses()
            .that(resideInAnyPackage("org.cofferdam.machine.hart..", "org.cofferdam.machine.instructions.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.cofferdam.machine.board..", "org.cofferdam.machine.firmware..")
            .because("a hart is given its bus, its clock and its interrupt lines");

    /** Classes of {@code room} know, of ours, only that room and {@code others}. */
    private static com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction knowsOfOurs(
            String room, String... others) {
        DescribedPredicate<JavaClass> allowed = not(resideInAPackage("org.cofferdam.."))
                .or(resideInAPackage(room))
                .or(resideInAnyPackage(others))
                .as("outside Cofferdam or in %s %s", room, String.join(" ", others));
        return classes().that(resideInAPackage(room)).should().onlyDependOnClassesThat(allowed);
    }
}
