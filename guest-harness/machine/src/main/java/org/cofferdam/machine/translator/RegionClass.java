package org.cofferdam.machine.translator;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Missed;
import org.cofferdam.machine.hart.Passage;
import org.cofferdam.machine.hart.TranslatedRegion.Site;
import org.cofferdam.machine.hart.Translation;
import org.cofferdam.machine.isa.Decoded;

/**
 * Writes the class of a region: a method that goes from block to block until something leads out of it.
 */
final class RegionClass {

    private static final ClassDesc TRANSLATION = Callee.described(Translation.class);
    private static final ClassDesc HART = Callee.described(Hart.class);
    private static final ClassDesc PASSAGE = RegionState.PASSAGE;
    private static final ClassDesc MISSED = Callee.described(Missed.class);
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(LONG, HART, PASSAGE, LONG, INT);
    private static final MethodTypeDesc LEADS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, LONG.arrayType(), LONG, LONG);

    private record Exit(long target, int page) {}

    private final Region region;
    private final ClassDesc self;
    private final Map<Long, Integer> paths;
    private final RegionState state;
    private final InstructionCall call;
    private final List<Site> sites = new ArrayList<>();
    private final Map<Long, Label> labels = new LinkedHashMap<>();
    private final Map<Exit, Label> exits = new LinkedHashMap<>();
    private Label epilogue;

    /**
     * @param room whose package the class joins
     * @param callees what to call for an instruction's method
     */
    RegionClass(Region region, Class<?> room, Function<Method, Callee> callees) {
        this.region = region;
        self = ClassDesc.of(room.getPackageName(), "Region");
        paths = region.longestPaths();
        state = region.shape().state(region);
        call = new InstructionCall(state, callees);
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
        if (state.hasHandler()) {
            code.labelBinding(thrown);
            rethrow(code);
            code.exceptionCatchAll(begin, end, thrown);
        }
    }

    private void prologue(CodeBuilder code) {
        code.aload(Slots.PASSAGE).getfield(PASSAGE, "left", LONG).lstore(Slots.LEFT);
        code.aload(Slots.PASSAGE).getfield(PASSAGE, "fetches", LONG.arrayType()).astore(Slots.FETCHES);
        state.enter(code);
        Label idle = code.newLabel();
        if (region.shape() == Shape.QUICK) {
            choose(code, 0, region.entries().size(), idle);
        } else {
            choose(code, idle);
        }
        code.labelBinding(idle);
        code.lload(Slots.BASE).lstore(Slots.PC).goto_(epilogue);
    }

    /** Goes to the entry by a table, as the optimizing compiler does. */
    private void choose(CodeBuilder code, Label idle) {
        List<SwitchCase> cases = new ArrayList<>();
        for (long entry : region.entries()) {
            cases.add(SwitchCase.of(cases.size(), labels.get(entry)));
        }
        code.iload(Slots.ENTRY).tableswitch(0, cases.size() - 1, idle, cases);
    }

    /** Goes to the entry, one of those from {@code from} on, by halving: the fast compiler would ask for each in turn. */
    private void choose(CodeBuilder code, int from, int to, Label idle) {
        if (to - from == 1) {
            code.iload(Slots.ENTRY).loadConstant(from).if_icmpne(idle);
            code.goto_(labels.get(region.entries().get(from)));
            return;
        }
        int middle = (from + to) / 2;
        Label upper = code.newLabel();
        code.iload(Slots.ENTRY).loadConstant(middle).if_icmpge(upper);
        choose(code, from, middle, idle);
        code.labelBinding(upper);
        choose(code, middle, to, idle);
    }

    private void block(CodeBuilder code, BasicBlock block) {
        code.labelBinding(labels.get(block.offset()));
        state.beginBlock();
        int head = region.headers().indexOf(block.offset());
        if (head >= 0) {
            if (region.shape() == Shape.QUICK && head < Long.SIZE) {
                code.aload(0)
                        .getfield(TRANSLATION, "barred", LONG)
                        .loadConstant(1L << head)
                        .land();
                code.lconst_0().lcmp().ifne(exit(code, block.offset(), block.offset()));
            }
            code.lload(Slots.LEFT)
                    .loadConstant((long) paths.get(block.offset()))
                    .lcmp();
            code.iflt(exit(code, block.offset(), block.offset()));
        }
        long offset = block.offset();
        int done = 0;
        int last = block.instructions().size() - 1;
        for (Decoded instruction : block.instructions()) {
            if (done == last) {
                state.count(code, last + 1);
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

    private void straight(CodeBuilder code, BasicBlock block, Decoded instruction, long offset, int done) {
        if (InstructionCall.mayTrap(instruction)) {
            // The last one of a block is counted before it is executed.
            int counted = done == block.instructions().size() - 1
                    ? done - block.instructions().size()
                    : done;
            state.approach(code, sites.size());
            sites.add(new Site(offset, counted, instruction.bits()));
        }
        call.write(code, instruction, offset);
        if (instruction.encoding().definition().method().getReturnType() == long.class) {
            int destination = RegionState.destination(instruction);
            if (destination == 0) {
                code.pop2();
            } else {
                state.pop(code, destination);
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
                code.lstore(Slots.PC);
                link(code, instruction, next);
                dispatch(code, block, seen);
            }
            case Ending.Falls _ -> throw new IllegalStateException("a block that falls transfers no control");
        }
    }

    private void link(CodeBuilder code, Decoded instruction, long next) {
        int destination = RegionState.destination(instruction);
        if (destination != 0) {
            call.address(code, next);
            state.pop(code, destination);
        }
    }

    /** Goes to the address in {@link Slots#PC}. */
    private void dispatch(CodeBuilder code, BasicBlock block, List<Long> seen) {
        List<Long> inside = seen.stream().filter(labels::containsKey).sorted().toList();
        Label outside = code.newLabel();
        if (!inside.isEmpty()) {
            List<SwitchCase> cases = new ArrayList<>();
            for (long target : inside) {
                cases.add(SwitchCase.of((int) target, code.newLabel()));
            }
            code.lload(Slots.PC)
                    .lload(Slots.BASE)
                    .lsub()
                    .dup2()
                    .l2i()
                    .i2l()
                    .lcmp()
                    .ifne(outside);
            code.lload(Slots.PC).lload(Slots.BASE).lsub().l2i().lookupswitch(outside, cases);
            for (int i = 0; i < cases.size(); i++) {
                code.labelBinding(cases.get(i).target());
                go(code, block, inside.get(i));
            }
        }
        code.labelBinding(outside);
        code.aload(Slots.PASSAGE).loadConstant(block.offset()).putfield(PASSAGE, "jumped", LONG);
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
            code.aload(Slots.FETCHES);
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
            code.aload(Slots.PASSAGE).loadConstant(page).putfield(PASSAGE, "page", INT);
        }
    }

    private void leave(CodeBuilder code) {
        exits.forEach((exit, label) -> {
            code.labelBinding(label);
            call.address(code, exit.target());
            code.lstore(Slots.PC);
            leavePage(code, exit.page());
            code.goto_(epilogue);
        });
        code.labelBinding(epilogue);
        state.leave(code);
        code.lload(Slots.PC).lreturn();
    }

    /** Where an exception has come. What means a slow path is told by the passage: that is cheaper, and may be often. */
    private void rethrow(CodeBuilder code) {
        code.astore(Slots.THROWN);
        state.leave(code);
        code.aload(Slots.PASSAGE).iload(Slots.SITE).putfield(PASSAGE, "site", INT);
        code.aload(Slots.THROWN).instanceOf(MISSED).ifThen(then -> then.aload(Slots.PASSAGE)
                .loadConstant(Passage.MISSED)
                .putfield(PASSAGE, "jumped", LONG)
                .lload(Slots.BASE)
                .lreturn());
        code.aload(Slots.THROWN).athrow();
    }
}
