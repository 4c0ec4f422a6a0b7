package org.cofferdam.machine.translator;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Passage;
import org.cofferdam.machine.hart.TranslatedRegion.Site;
import org.cofferdam.machine.hart.Translation;
import org.cofferdam.machine.isa.Decoded;

/**
 * Writes the class of a region. Its method loads registers into local variables, goes from block to block, and wherever it
 * ends, by an exception too, stores them again.
 */
final class RegionClass {

    private static final int HART_SLOT = 1;
    private static final int PASSAGE_SLOT = 2;
    private static final int BASE_SLOT = 3;
    private static final int ENTRY_SLOT = 5;
    private static final int PC_SLOT = 6;
    private static final int LEFT_SLOT = 8;
    private static final int SITE_SLOT = 10;
    private static final int FETCHES_SLOT = 11;
    private static final int THROWN_SLOT = 12;
    private static final int FIRST_REGISTER_SLOT = 13;

    private static final ClassDesc TRANSLATION = InstructionCall.described(Translation.class);
    private static final ClassDesc HART = InstructionCall.described(Hart.class);
    private static final ClassDesc PASSAGE = InstructionCall.described(Passage.class);
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(LONG, HART, PASSAGE, LONG, INT);
    private static final MethodTypeDesc LEADS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, LONG.arrayType(), LONG, LONG);

    private record Exit(long target, int page) {}

    private final Region region;
    private final ClassDesc self;
    private final Map<Long, Integer> paths;
    private final RegisterSlots registers;
    private final InstructionCall call;
    private final List<Site> sites = new ArrayList<>();
    private final Map<Long, Label> labels = new LinkedHashMap<>();
    private final Map<Exit, Label> exits = new LinkedHashMap<>();
    private Label epilogue;

    /** @param room whose package the class joins */
    RegionClass(Region region, Class<?> room) {
        this.region = region;
        self = ClassDesc.of(room.getPackageName(), "Region");
        paths = region.longestPaths();
        registers = new RegisterSlots(region, HART_SLOT, FIRST_REGISTER_SLOT);
        call = new InstructionCall(registers, HART_SLOT, BASE_SLOT);
    }

    /** The instructions that may throw, once {@link #write} has numbered them. */
    List<Site> sites() {
        return sites;
    }

    /** The bytes of the class file. */
    byte[] write() {
        return ClassFile.of().build(self, type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(TRANSLATION);
            type.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code.aload(0)
                    .invokespecial(TRANSLATION, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_());
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::run);
        });
    }

    private void run(CodeBuilder code) {
        sites.clear();
        labels.clear();
        exits.clear();
        region.blocks().keySet().forEach(offset -> labels.put(offset, code.newLabel()));
        epilogue = code.newLabel();
        Label begin = code.newLabel();
        Label end = code.newLabel();
        Label thrown = code.newLabel();
        prologue(code);
        code.labelBinding(begin);
        region.blocks().values().forEach(block -> block(code, block));
        code.labelBinding(end);
        leave(code);
        code.labelBinding(thrown);
        rethrow(code);
        code.exceptionCatchAll(begin, end, thrown);
    }

    private void prologue(CodeBuilder code) {
        code.aload(PASSAGE_SLOT).getfield(PASSAGE, "left", LONG).lstore(LEFT_SLOT);
        code.aload(PASSAGE_SLOT).getfield(PASSAGE, "fetches", LONG.arrayType()).astore(FETCHES_SLOT);
        code.iconst_0().istore(SITE_SLOT);
        registers.load(code);
        List<SwitchCase> cases = new ArrayList<>();
        for (long entry : region.entries()) {
            cases.add(SwitchCase.of(cases.size(), labels.get(entry)));
        }
        Label idle = code.newLabel();
        code.iload(ENTRY_SLOT).tableswitch(0, cases.size() - 1, idle, cases);
        code.labelBinding(idle);
        code.lload(BASE_SLOT).lstore(PC_SLOT).goto_(epilogue);
    }

    private void block(CodeBuilder code, BasicBlock block) {
        code.labelBinding(labels.get(block.offset()));
        if (region.headers().contains(block.offset())) {
            code.lload(LEFT_SLOT).loadConstant((long) paths.get(block.offset())).lcmp();
            code.iflt(exit(code, block.offset(), block.offset()));
        }
        long offset = block.offset();
        int done = 0;
        int last = block.instructions().size() - 1;
        for (Decoded instruction : block.instructions()) {
            if (done == last) {
                count(code, block);
            }
            if (done < last || !block.transfersControl()) {
                straight(code, block, instruction, offset, done);
            } else {
                transfer(code, block, instruction, offset);
            }
            offset += instruction.length();
            done++;
        }
        if (block.ending() instanceof Ending.Falls(long next)) {
            go(code, block, next);
        }
    }

    private void count(CodeBuilder code, BasicBlock block) {
        code.lload(LEFT_SLOT)
                .loadConstant((long) block.instructions().size())
                .lsub()
                .lstore(LEFT_SLOT);
    }

    private void straight(CodeBuilder code, BasicBlock block, Decoded instruction, long offset, int done) {
        if (InstructionCall.mayTrap(instruction)) {
            // The last one of a block is counted before it is executed.
            int counted = done == block.instructions().size() - 1
                    ? done - block.instructions().size()
                    : done;
            code.loadConstant(sites.size()).istore(SITE_SLOT);
            sites.add(new Site(offset, counted, instruction.bits()));
        }
        call.write(code, instruction, offset);
        if (instruction.encoding().definition().method().getReturnType() == long.class) {
            int destination = RegisterSlots.destination(instruction);
            if (destination == 0) {
                code.pop2();
            } else {
                code.lstore(registers.slot(destination));
            }
        }
    }

    private void transfer(CodeBuilder code, BasicBlock block, Decoded instruction, long offset) {
        switch (block.ending()) {
            case Ending.Branches(long target, long next) -> {
                Label taken = code.newLabel();
                call.write(code, instruction, offset);
                code.ifne(taken);
                go(code, block, next);
                code.labelBinding(taken);
                go(code, block, target);
            }
            case Ending.Jumps(long target, long next, boolean _) -> {
                link(code, instruction, next);
                go(code, block, target);
            }
            case Ending.Indirect(List<Long> seen, long next, boolean _) -> {
                call.write(code, instruction, offset);
                code.lstore(PC_SLOT);
                link(code, instruction, next);
                dispatch(code, block, seen);
            }
            case Ending.Falls _ -> throw new IllegalStateException("a block that falls transfers no control");
        }
    }

    private void link(CodeBuilder code, Decoded instruction, long next) {
        int destination = RegisterSlots.destination(instruction);
        if (destination != 0) {
            call.address(code, next);
            code.lstore(registers.slot(destination));
        }
    }

    /** Goes to the address in {@link #PC_SLOT}. */
    private void dispatch(CodeBuilder code, BasicBlock block, List<Long> seen) {
        List<Long> inside = seen.stream().filter(labels::containsKey).sorted().toList();
        Label outside = code.newLabel();
        if (!inside.isEmpty()) {
            List<SwitchCase> cases = new ArrayList<>();
            for (long target : inside) {
                cases.add(SwitchCase.of((int) target, code.newLabel()));
            }
            code.lload(PC_SLOT)
                    .lload(BASE_SLOT)
                    .lsub()
                    .dup2()
                    .l2i()
                    .i2l()
                    .lcmp()
                    .ifne(outside);
            code.lload(PC_SLOT).lload(BASE_SLOT).lsub().l2i().lookupswitch(outside, cases);
            for (int i = 0; i < cases.size(); i++) {
                code.labelBinding(cases.get(i).target());
                go(code, block, inside.get(i));
            }
        }
        code.labelBinding(outside);
        code.aload(PASSAGE_SLOT).loadConstant(block.offset()).putfield(PASSAGE, "jumped", LONG);
        leavePage(code, region.pageIndex(block.offset()));
        code.goto_(epilogue);
    }

    /** Goes to an offset, inside the region or out of it. */
    private void go(CodeBuilder code, BasicBlock from, long target) {
        Label inside = labels.get(target);
        if (inside == null) {
            code.goto_(exit(code, target, from.offset()));
        } else if (Region.pageOf(target) == Region.pageOf(from.offset())) {
            code.goto_(inside);
        } else {
            code.aload(FETCHES_SLOT);
            call.address(code, target);
            code.loadConstant(region.blocks().get(target).physical());
            code.invokestatic(PASSAGE, "leads", LEADS).ifne(inside);
            code.goto_(exit(code, target, from.offset()));
        }
    }

    /** The place where the region is left for an offset, from the page of another. */
    private Label exit(CodeBuilder code, long target, long from) {
        return exits.computeIfAbsent(new Exit(target, region.pageIndex(from)), _ -> code.newLabel());
    }

    private void leavePage(CodeBuilder code, int page) {
        if (region.pages().size() > 1) {
            code.aload(PASSAGE_SLOT).loadConstant(page).putfield(PASSAGE, "page", INT);
        }
    }

    private void leave(CodeBuilder code) {
        exits.forEach((exit, label) -> {
            code.labelBinding(label);
            call.address(code, exit.target());
            code.lstore(PC_SLOT);
            leavePage(code, exit.page());
            code.goto_(epilogue);
        });
        code.labelBinding(epilogue);
        complete(code);
        code.lload(PC_SLOT).lreturn();
    }

    private void rethrow(CodeBuilder code) {
        code.astore(THROWN_SLOT);
        complete(code);
        code.aload(PASSAGE_SLOT).iload(SITE_SLOT).putfield(PASSAGE, "site", INT);
        code.aload(THROWN_SLOT).athrow();
    }

    private void complete(CodeBuilder code) {
        registers.store(code);
        code.aload(PASSAGE_SLOT).lload(LEFT_SLOT).putfield(PASSAGE, "left", LONG);
        code.aload(PASSAGE_SLOT).lload(BASE_SLOT).putfield(PASSAGE, "base", LONG);
    }
}
