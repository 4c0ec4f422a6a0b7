package org.cofferdam.machine.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Registers and counts are in the hart at every instruction, as QEMU's TCG has them at the end of every block: what is written is
 * stored at once, and what a block has read or written it keeps in a local variable up to its end. So the region can be entered
 * everywhere for nothing, exceptions need no handler, and the fast compiler of the JVM is soon done with it.
 */
final class StoredState extends RegionState {

    /** Registers whose local variables are good up to the end of the block. */
    private final Set<Integer> known = new LinkedHashSet<>();

    StoredState(Region region) {
        super(region);
    }

    @Override
    void enter(CodeBuilder code) {
        storeBase(code);
    }

    @Override
    void beginBlock() {
        known.clear();
    }

    @Override
    void push(CodeBuilder code, int register) {
        if (known.add(register)) {
            load(code, register);
        }
        code.lload(slot(register));
    }

    @Override
    void pop(CodeBuilder code, int register) {
        code.lstore(slot(register));
        store(code, register);
        known.add(register);
    }

    @Override
    void approach(CodeBuilder code, int site) {
        code.aload(Slots.PASSAGE).loadConstant(site).putfield(PASSAGE, "site", ConstantDescs.CD_int);
    }

    @Override
    void count(CodeBuilder code, int instructions) {
        super.count(code, instructions);
        storeCount(code);
    }

    @Override
    void leave(CodeBuilder code) {}

    @Override
    boolean hasHandler() {
        return false;
    }
}
