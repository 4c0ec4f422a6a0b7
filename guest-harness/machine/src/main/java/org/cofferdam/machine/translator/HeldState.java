package org.cofferdam.machine.translator;

import java.lang.classfile.CodeBuilder;

/**
 * Registers stay in local variables from where the region is entered to where it is left, and a handler stores them where that
 * happens by an exception. So loops cost no memory, entries cost much, and the fast compiler of the JVM makes large code of it.
 */
final class HeldState extends RegionState {

    HeldState(Region region) {
        super(region);
    }

    @Override
    void enter(CodeBuilder code) {
        code.iconst_0().istore(Slots.SITE);
        loadAll(code);
    }

    @Override
    void beginBlock() {}

    @Override
    void push(CodeBuilder code, int register) {
        code.lload(slot(register));
    }

    @Override
    void pop(CodeBuilder code, int register) {
        code.lstore(slot(register));
    }

    @Override
    void approach(CodeBuilder code, int site) {
        code.loadConstant(site).istore(Slots.SITE);
    }

    @Override
    void leave(CodeBuilder code) {
        storeAll(code);
        storeCount(code);
        storeBase(code);
    }

    @Override
    boolean hasHandler() {
        return true;
    }
}
