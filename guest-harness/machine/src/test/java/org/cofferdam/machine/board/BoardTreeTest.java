package org.cofferdam.machine.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cofferdam.machine.device.CharacterDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardTreeTest {
    private static VirtBoard board() {
        return new VirtBoard(BoardSetup.bare(2, 1 << 20, CharacterDevice.NONE)
                .withConsoles(Collections.nCopies(2, CharacterDevice.NONE)));
    }

    private static final int MISA = 0x301;

    /** Decompiles with dtc, which warns about what bindings of buses, interrupts and references forbid. */
    private static String decompile(Path folder, byte[] blob) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("board.dtb"), blob);
        Path errors = folder.resolve("errors");
        Process dtc;
        try {
            dtc = new ProcessBuilder("dtc", "-I", "dtb", "-O", "dts", file.toString())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            return abort("dtc is not installed (Debian: device-tree-compiler)");
        }
        String text = new String(dtc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, dtc.waitFor());
        assertEquals("", Files.readString(errors));
        return text;
    }

    @Test
    void dtcAcceptsTheTreeWithoutAWarning(@TempDir Path folder) throws IOException, InterruptedException {
        byte[] blob =
                BoardTree.of(board(), "console=ttyS0", 0x8010_0000L, 0x1234).flatten();
        String text = decompile(folder, blob);
        for (String expected : List.of(
                "bootargs = \"console=ttyS0\"",
                "stdout-path = \"/soc/serial@10000000\"",
                "linux,initrd-start = <0x00 0x80100000>",
                "linux,initrd-end = <0x00 0x80101234>",
                "timebase-frequency = <0x989680>",
                "riscv,isa-base = \"rv64i\"",
                "riscv,isa-extensions = \"i\\0m\\0a\\0f\\0d\\0c\\0h\\0zicbom",
                "mmu-type = \"riscv,sv57\"",
                "sifive,plic-1.0.0",
                "riscv,event-to-mhpmcounters = <0x01 0x01 0x7f9 0x02 0x02 0x7fc 0x10019 0x10019 0x7f8 0x1001b",
                "cpu@1 {",
                "virtio_mmio@10002000 {")) {
            assertTrue(text.contains(expected), expected + " is missing in\n" + text);
        }
    }

    @Test
    void devicesBehindTheIommuSayWhichOneAndWhoTheyAre(@TempDir Path folder) throws IOException, InterruptedException {
        BoardSetup setup = BoardSetup.bare(1, 1 << 20, CharacterDevice.NONE)
                .withConsoles(Collections.nCopies(2, CharacterDevice.NONE))
                .withMasters(Map.of(1, 0xab_cdef));
        String text =
                decompile(folder, BoardTree.of(new VirtBoard(setup), "", 0, 0).flatten());
        Matcher node = Pattern.compile("iommu@3010000 \\{\\s+compatible = \"qemu,riscv-iommu\\\\0riscv,iommu\";"
                        + "\\s+reg = <0x00 0x3010000 0x00 0x1000>;\\s+#iommu-cells = <0x01>;"
                        + "\\s+interrupts-extended = <(\\w+) 0x24 \\1 0x25 \\1 0x26 \\1 0x27>;\\s+phandle = <(\\w+)>;")
                .matcher(text);
        assertTrue(node.find(), text);
        assertEquals(1, text.split("iommus = ", -1).length - 1, "one slot alone");
        int behind = text.indexOf("iommus = <" + node.group(2) + " 0xabcdef>");
        assertTrue(
                behind > text.indexOf("virtio_mmio@10002000") && behind < text.indexOf("virtio_mmio@10003000"), text);
    }

    @Test
    void theTreeNamesTheExtensionsThatTheHartHas() {
        long misa = board().harts().getFirst().csrs.read(MISA);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            if (letter != 's' && letter != 'u' && letter != 'b') { // modes, and Zba Zbb Zbs together
                assertEquals(
                        (misa >> (letter - 'a') & 1) != 0,
                        HartExtensions.names().contains(String.valueOf(letter)),
                        "extension " + letter);
            }
        }
        assertEquals(
                "rv64imafdch_zicbom_zicbop_zicboz_zicntr_zicond_zicsr_zifencei_zihintntl_zihintpause_zihpm_zawrs_zfa_zfh"
                        + "_zfhmin_zca_zcb_zcd_zba_zbb_zbc_zbkb_zbkc_zbkx_zbs_sha_smstateen_sscofpmf_sstc_svade_svadu_svinval_svnapot_svpbmt",
                HartExtensions.string());
    }
}
