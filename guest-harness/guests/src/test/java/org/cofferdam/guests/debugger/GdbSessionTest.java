package org.cofferdam.guests.debugger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.cofferdam.guests.debugger.GdbSession.Next;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.board.StateHash;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;

/** The protocol, request by request, on a board with two harts that count in memory. */
final class GdbSessionTest {
    private static final long RAM = MemoryMap.RAM;
    private static final String[] PROGRAM = {
        "csrrs a0, 0xf14, zero",
        "auipc a1, 1", // + 4
        "slli a2, a0, 6",
        "add a1, a1, a2",
        "ld a3, 0(a1)", // + 16
        "addi a3, a3, 1",
        "c.nop", // + 24
        "sd a3, 0(a1)", // + 26
        "beq zero, zero, -14" // + 30, to + 16
    };
    private static final long COUNTER = RAM + 0x1004;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final VirtBoard board = new VirtBoard(BoardSetup.bare(2, 1 << 20, CharacterDevice.NONE));
    private final GdbSession session;

    GdbSessionTest() {
        long at = RAM;
        for (String line : PROGRAM) {
            int bits = Rv64.instructions().encode(line);
            board.ram().storeHalf(at, (short) bits);
            if (InstructionSet.lengthOf(bits) == 4) {
                board.ram().storeHalf(at + 2, (short) (bits >>> 16));
            }
            at += InstructionSet.lengthOf(bits);
        }
        board.harts().forEach(hart -> hart.pc = RAM);
        session = new GdbSession(new Connection(InputStream.nullInputStream(), sent, () -> {}), board);
        ask("QStartNoAckMode");
    }

    private Next serve(String request) {
        sent.reset();
        return session.serve(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The answer's data. */
    private String ask(String request) {
        serve(request);
        return answer();
    }

    private String answer() {
        String all = sent.toString(StandardCharsets.ISO_8859_1);
        return all.replaceAll("^\\+", "").replaceAll("^\\$|#[0-9a-f]{2}$", "");
    }

    /** Resumes, runs to the next stop, and gives what is reported. */
    private String resume(String request) {
        assertEquals(Next.RESUME, serve(request));
        if (board.run(1_000_000, Pacer.IMMEDIATE) instanceof Outcome.Halted(int hart)) {
            session.report(hart);
            return answer();
        }
        return "nothing";
    }

    @Example
    void stopsAreReportedWithTheirThreadAndReason() {
        assertEquals("T05thread:1;", ask("?"));
        assertEquals("OK", ask("Z0," + Long.toHexString(RAM + 24) + ",2"));
        assertEquals("T05thread:1;swbreak:;", resume("vCont;c"));
        assertEquals("OK", ask("z0," + Long.toHexString(RAM + 24) + ",2"));
        assertEquals("T05thread:1;", resume("vCont;s:1;c"));
        assertEquals("T05thread:2;", resume("vCont;s:2;c"));
        assertEquals("OK", ask("Z1," + Long.toHexString(RAM + 16) + ",4"));
        assertEquals("T05thread:2;hwbreak:;", resume("c"));
        assertEquals("OK", ask("z1," + Long.toHexString(RAM + 16) + ",4"));
        assertEquals("OK", ask("Z2," + Long.toHexString(COUNTER + 2) + ",1"));
        assertEquals("T05thread:1;watch:" + Long.toHexString(COUNTER + 2) + ";", resume("c"));
        assertEquals("OK", ask("z2," + Long.toHexString(COUNTER + 2) + ",1"));
        assertEquals("OK", ask("Z3," + Long.toHexString(COUNTER) + ",8"));
        assertEquals("T05thread:1;rwatch:" + Long.toHexString(COUNTER) + ";", resume("c"));
        assertEquals("OK", ask("Z4," + Long.toHexString(COUNTER) + ",8"));
        assertEquals("", ask("Z5,0,0"));
        assertEquals(Next.DETACH, serve("D"));
        session.leave();
        assertEquals(new Outcome.LimitReached(), board.run(1_000_000, Pacer.IMMEDIATE));
    }

    @Example
    void aHartThatIsNotNamedStandsStill() {
        long first = board.harts().get(0).retired;
        assertEquals("T05thread:2;", resume("vCont;s:2"));
        assertEquals("T05thread:2;", resume("vCont;s:2"));
        assertEquals(first, board.harts().get(0).retired);
        assertEquals(RAM + 8, board.harts().get(1).pc);
    }

    @Example
    void registersAreReadAndWritten() {
        assertEquals("OK", ask("P5=efcdab8967452301"));
        assertEquals(0x0123456789abcdefL, board.harts().get(0).x[5]);
        assertEquals("efcdab8967452301", ask("p5"));
        assertEquals(33 * 16, ask("g").length());
        assertEquals("OK", ask("G" + "0100000000000000".repeat(32) + "0000008000000000"));
        assertEquals(1, board.harts().get(0).x[31]);
        assertEquals(0, board.harts().get(0).x[0]);
        assertEquals(RAM, board.harts().get(0).pc);
        assertEquals("OK", ask("Hg2"));
        assertEquals("0000000000000000", ask("p1f"));
        assertEquals("0100000000000000", ask("p" + Integer.toHexString(65 + 0xf14)));
        assertEquals("0300000000000000", ask("p" + Integer.toHexString(65 + 4096)));
        assertEquals("OK", ask("P" + Integer.toHexString(65 + 4096) + "=0100000000000000"));
        assertEquals("E06", ask("p" + Integer.toHexString(65 + 0x7ff)));
        assertEquals("E16", ask("p"));
        assertEquals("E16", ask("P5=12"));
    }

    @Example
    void csrsKeepTheirRules() {
        String mstatus = Integer.toHexString(65 + 0x300);
        String mscratch = Integer.toHexString(65 + 0x340);
        Hart hart = board.harts().getFirst();
        long[] before = hart.x.clone();
        assertEquals("OK", ask("P" + mscratch + "=efcdab8967452301"));
        assertEquals(0x0123456789abcdefL, hart.csrs.read(0x340));
        assertEquals("efcdab8967452301", ask("p" + mscratch));
        assertEquals("OK", ask("P" + mstatus + "=ffffffffffffffff"));
        long written = hart.csrs.read(0x300);
        assertTrue(written != -1, "bits that mstatus does not have: " + Long.toHexString(written));
        assertEquals(0xa, written & 0xa, "SIE and MIE");
        assertEquals(Hex.register(written), ask("p" + mstatus));
        assertArrayEquals(before, hart.x, "a CSR's write leaves the registers");
        assertEquals(RAM, hart.pc);
    }

    @Example
    void theDescriptionNamesEveryCsr() {
        StringBuilder text = new StringBuilder();
        for (String part = "m"; part.startsWith("m"); ) {
            part = ask("qXfer:features:read:target.xml:%x,400".formatted(text.length()));
            text.append(part.substring(1));
        }
        for (Csr csr : board.harts().getFirst().csrs.table()) {
            assertTrue(
                    text.toString()
                            .contains("<reg name=\"%s\" bitsize=\"64\" regnum=\"%d\""
                                    .formatted(csr.name(), 65 + csr.number())),
                    csr.name());
        }
        assertEquals("E00", ask("qXfer:features:read:other.xml:0,10"));
    }

    @Example
    void memoryIsReadAndWrittenWhereThereIsRam() {
        String at = Long.toHexString(RAM + 0x2000);
        assertEquals("OK", ask("M" + at + ",4:01020304"));
        assertEquals("OK", ask("X" + at + ",0:"));
        assertEquals("OK", ask("X" + Long.toHexString(RAM + 0x2004) + ",2:#}"));
        assertEquals("01020304237d", ask("m" + at + ",6"));
        assertEquals("E0e", ask("m10000000,1"));
        assertEquals("0000", ask("m" + Long.toHexString(RAM + (1 << 20) - 2) + ",8"));
        assertEquals("E0e", ask("M" + Long.toHexString(RAM + (1 << 20) - 2) + ",4:01020304"));
        assertEquals("E16", ask("M" + at + ",4:0102"));
        assertEquals("0", ask("qqemu.PhyMemMode"));
        assertEquals("OK", ask("Qqemu.PhyMemMode:1"));
        assertEquals("1", ask("qqemu.PhyMemMode"));
    }

    @Example
    void threadsAreHarts() {
        assertEquals("m1,2", ask("qfThreadInfo"));
        assertEquals("l", ask("qsThreadInfo"));
        assertEquals("OK", ask("T2"));
        assertEquals("E16", ask("T3"));
        assertEquals("QC1", ask("qC"));
        assertEquals(Hex.text("hart 1 [M]"), ask("qThreadExtraInfo,2"));
        assertEquals("1", ask("qAttached"));
        assertEquals("", ask("vMustReplyEmpty"));
        assertEquals("vCont;c;C;s;S", ask("vCont?"));
        assertEquals("E16", ask("vCont;:1"));
        assertEquals("E16", ask("vCont;;"));
    }

    @Example
    void monitorAnswersInWords() {
        assertEquals(Next.RESET, serve("qRcmd," + Hex.text("reset")));
        for (String command : List.of("help", "info harts", "tlb", "translate 80000000", "csr mstatus", "nonsense")) {
            assertTrue(ask("qRcmd," + Hex.text(command)).startsWith("O"), command);
            assertTrue(answer().endsWith("$OK"), command);
        }
    }

    @Property(tries = 300)
    void noRequestHarmsTheMachine(@ForAll Random random) {
        for (int i = 0; i < 20; i++) {
            String kinds = "cCsSDkvqQ?!gGpPmMXHTZz";
            StringBuilder request = new StringBuilder().append(kinds.charAt(random.nextInt(kinds.length())));
            String[] words = {
                "Cont",
                ";s:",
                ";c",
                "Xfer:features:read:",
                "target.xml",
                ":",
                ",",
                "=",
                ";",
                "80000000",
                "ffffffffffffffff",
                "1",
                "-1",
                "p1.",
                "Rcmd,",
                "Supported",
                "ThreadExtraInfo",
                "fThreadInfo",
                "7fffffff",
                "8000000000000000",
                "\u0000",
                "zz"
            };
            for (int part = random.nextInt(8); part > 0; part--) {
                request.append(words[random.nextInt(words.length)]);
            }
            if (serve(request.toString()) == Next.RESUME) {
                board.run(board.now() + 10_000, Pacer.IMMEDIATE);
            }
        }
        session.leave();
        String before = StateHash.of(board);
        assertEquals(64, before.length());
        board.run(board.now() + 20_000, Pacer.IMMEDIATE);
    }

    @Property(tries = 300)
    void noBytesHarmTheMachine(@ForAll byte[] bytes) {
        session.serve(bytes);
        assertEquals("E16", ask("p"));
    }
}
