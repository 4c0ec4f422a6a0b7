package org.cofferdam.properties.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;

/** How code behaves that a guest's run depends on: nothing in it may differ from one run to the next. */
@AnalyzeClasses(packages = "org.cofferdam", importOptions = ImportOption.DoNotIncludeTests.class)
final class ConductRules {
    /** What decides the course of a run. */
    private static final String[] DETERMINISTIC = {
        "org.cofferdam.microkernel..", "org.cofferdam.machine..", "org.cofferdam.platform.."
    };

    @ArchTest
    static final ArchRule noWallClock = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("`time` follows retired instructions; wall-clock time never reaches a guest");

    @ArchTest
    static final ArchRule noRandomness = noClasses()
            .that(resideInAnyPackage(DETERMINISTIC))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
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

    @ArchTest
    static final ArchRule theCoreHasNoThreads = noClasses()
            .that(resideInAPackage("org.cofferdam.microkernel.."))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..")
            .because("the core is entered once a trap and returns; it neither waits nor starts anything");

    @ArchTest
    static final ArchRule theCoreDeclaresNoException = methods()
            .that()
            .areDeclaredInClassesThat(resideInAPackage("org.cofferdam.microkernel.."))
            .should(declareNoException())
            .because("handlers are total: every input ends in a status, a guest trap or a stopped partition");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .because("a grab bag has no idea of its own");

    private static ArchCondition<JavaMethod> declareNoException() {
        return new ArchCondition<>("declare no exception") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                for (JavaClass exception : method.getExceptionTypes()) {
                    events.add(SimpleConditionEvent.violated(
                            method, method.getFullName() + " declares " + exception.getName()));
                }
            }
        };
    }
}
