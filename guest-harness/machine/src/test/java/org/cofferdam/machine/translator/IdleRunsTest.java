package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

/** Where compilers take no orders. Whether they have compiled something can be asked here all the same. */
class IdleRunsTest {
    private static final long BASE = 0x8000_0000L;

    @Test
    void theCompilerTakesNoticeOfWhatIsRunIdle() throws InterruptedException {
        PhysicalMemory memory = new PhysicalMemory(BASE, 1 << 16);
        RandomProgram.assemble(memory, BASE, List.of("addi a0, a0, 1", "sd a0, 64(a1)", "jal zero, -8"));
        Bus bus = new Bus();
        bus.attach(memory);
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        Onlooker onlooker = new Onlooker();
        code.translateBy(onlooker);
        Hart hart = new Hart(0, bus, code);
        hart.pc = BASE;
        hart.x[11] = BASE;
        hart.run(4000);
        RegionMaker.Made made = new RegionMaker(Rv64.instructions())
                .make(onlooker.executed(), BASE, Shape.THOROUGH, Translated.NOTHING)
                .orElseThrow();
        JvmCompilers compilers = JvmCompilers.present().orElseThrow();
        assertFalse(compilers.hasCompiled(made.code()));
        Bus nothing = new Bus();
        Warming warming = new IdleRuns(
                onlooker.executed(), made, new Hart(0, nothing, new CodeCache(nothing, Rv64.instructions())));
        // A run may also become faster for other reasons: that it is done early says nothing of the compiler.
        for (int i = 0; i < 5000 && !compilers.hasCompiled(made.code()); i++) {
            warming.isDone();
            Thread.sleep(1);
        }
        assertTrue(compilers.hasCompiled(made.code()));
    }
}
