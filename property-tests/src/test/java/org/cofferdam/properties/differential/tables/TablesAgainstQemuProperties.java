package org.cofferdam.properties.differential.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.cofferdam.properties.differential.NeedsQemu;
import org.cofferdam.properties.differential.OwnMachine;
import org.cofferdam.properties.differential.Qemu;

/** Whoever walks a second stage's tables finds the same: the core that wrote them, the hart under test, and QEMU's. */
final class TablesAgainstQemuProperties {
    private static final String HART = "rv64,h=true,svnapot=true,svpbmt=true";
    private static final int QUESTIONS = 3000;

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void theHartGoesWhereTheCoreSays(@ForAll long seed) {
        Questionnaire questionnaire = new Questionnaire();
        CoreTables tables = coreTables(seed, questionnaire, _ -> true);
        List<Answer> answers = questionnaire.answers(new OwnMachine().run(questionnaire.image()));
        int served = 0;
        for (int i = 0; i < answers.size(); i++) {
            Question question = questionnaire.questions().get(i);
            assertEquals(tables.answer(question), answers.get(i), question::toString);
            served += answers.get(i).cause() == 0 ? 1 : 0;
        }
        assertTrue(served > QUESTIONS / 20 && served < QUESTIONS, "questions of both kinds: " + served);
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsQemu.class)
    void qemuGoesWhereTheCoreSays(@ForAll long seed) throws IOException, InterruptedException {
        Questionnaire questionnaire = new Questionnaire();
        CoreTables tables = coreTables(seed, questionnaire, QemuWalk::isAsSpecified);
        List<Answer> answers = questionnaire.answers(Qemu.run(questionnaire.image(), HART));
        for (int i = 0; i < answers.size(); i++) {
            Question question = questionnaire.questions().get(i);
            assertEquals(tables.answer(question), answers.get(i), question::toString);
        }
    }

    private static CoreTables coreTables(long seed, Questionnaire questionnaire, Predicate<Question> suitable) {
        CoreTables tables = new CoreTables(new Random(seed), new ImageMemory(questionnaire.memory()));
        while (questionnaire.questions().size() < QUESTIONS) {
            Question question = tables.question(questionnaire.questions().size() % tables.spaces());
            if (suitable.test(question)) {
                questionnaire.ask(question);
            }
        }
        return tables;
    }

    /** Tables of all kinds of entries, right and wrong, at any depth: two harts agree about each, and on what they mark accessed and dirty. */
    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsQemu.class)
    void bothHartsWalkRandomTablesAlike(@ForAll long seed) throws IOException, InterruptedException {
        Questionnaire questionnaire = new Questionnaire();
        fillRandomTables(seed, questionnaire);
        byte[] image = questionnaire.image();
        byte[] own = new OwnMachine().run(image);
        byte[] theirs = Qemu.run(image, HART);
        List<Answer> answers = questionnaire.answers(own);
        List<Answer> others = questionnaire.answers(theirs);
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(
                    others.get(i), answers.get(i), questionnaire.questions().get(i)::toString);
        }
        assertEquals(List.of(), RandomTables.differences(own, theirs), "A and D");
    }

    private static void fillRandomTables(long seed, Questionnaire questionnaire) {
        RandomTables tables = new RandomTables(new Random(seed), questionnaire.memory());
        while (questionnaire.questions().size() < QUESTIONS) {
            Question question = tables.question();
            if (QemuWalk.isAsSpecified(question)) {
                questionnaire.ask(question);
            }
        }
    }

    @Example
    void theRandomTablesReachEveryOutcomeAndMarkEntries() {
        Set<Long> causes = new TreeSet<>();
        int marked = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Questionnaire questionnaire = new Questionnaire();
            fillRandomTables(seed, questionnaire);
            byte[] image = questionnaire.image();
            byte[] after = new OwnMachine().run(image);
            questionnaire.answers(after).forEach(answer -> causes.add(answer.cause()));
            marked += RandomTables.marked(image, after);
        }
        assertEquals(Set.of(0L, 5L, 21L, 23L), causes, "served, no memory, no page to load, no page to store");
        assertTrue(marked > 10, "A and D are set");
    }
}
