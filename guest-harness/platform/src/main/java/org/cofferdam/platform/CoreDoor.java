package org.cofferdam.platform;

import java.util.function.Function;
import java.util.function.Supplier;
import org.cofferdam.microkernel.Control;
import org.cofferdam.microkernel.Inspection;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Resume;
import org.cofferdam.platform.oracle.Oracle;

/** The one way to the core, for harts and the manager alike: whoever checks what comes of a call stands here. */
final class CoreDoor {
    private final Microkernel core;
    /** Null if nobody checks. */
    private Oracle oracle;

    CoreDoor(Microkernel core) {
        this.core = core;
    }

    void checkBy(Oracle next) {
        oracle = next;
    }

    /** The core's control interface, for who tells this door of each call. */
    Control control() {
        return core.control();
    }

    Inspection inspection() {
        return core.inspection();
    }

    /** {@link Microkernel#handle}. */
    Resume handle(int hart) {
        if (oracle == null) {
            return core.handle(hart);
        }
        oracle.beforeTrap(hart);
        Resume resume = core.handle(hart);
        oracle.afterTrap(hart, resume);
        return resume;
    }

    /** {@link Microkernel#answer}. */
    Resume answer(int hart, long value) {
        if (oracle == null) {
            return core.answer(hart, value);
        }
        oracle.beforeAnswer(hart);
        Resume resume = core.answer(hart, value);
        oracle.afterAnswer(hart, resume);
        return resume;
    }

    /** {@link Microkernel#refuse}. */
    Resume refuse(int hart) {
        if (oracle == null) {
            return core.refuse(hart);
        }
        oracle.beforeAnswer(hart);
        Resume resume = core.refuse(hart);
        oracle.afterAnswer(hart, resume);
        return resume;
    }

    /**
     * A call of the control interface.
     *
     * @param call what it is called
     * @param spec what a partition is to be made with; null in other calls
     * @param text its answer in a word
     * @throws IsolationBroken if something has been found
     */
    <T> T ask(String call, int partition, PartitionSpec spec, Supplier<T> question, Function<T, String> text) {
        if (oracle == null) {
            return question.get();
        }
        oracle.beforeControl();
        T answer = question.get();
        oracle.afterControl(call, partition, text.apply(answer), spec);
        stopIfBroken();
        return answer;
    }

    /** Has everything looked at anew, if anybody checks. */
    void lookAtEverything() {
        if (oracle != null) {
            oracle.lookAtEverything();
        }
        stopIfBroken();
    }

    /** Whether something has been found: no guest may go on. */
    boolean broken() {
        return oracle != null && oracle.story().isPresent();
    }

    /** @throws IsolationBroken if something has been found */
    void stopIfBroken() {
        if (broken()) {
            throw new IsolationBroken(oracle.story().orElseThrow());
        }
    }
}
