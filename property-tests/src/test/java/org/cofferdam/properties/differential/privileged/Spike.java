package org.cofferdam.properties.differential.privileged;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an image on Spike, an executable that is built beside the project. */
final class Spike {

    private static final long MOST_SECONDS = 120;

    private static final String ISA =
            "rv64imafdch_zicsr_zifencei_zicntr_zihpm_zba_zbb_zbc_zbs_zbkb_zbkx_zicond_zcb_zicbom_zicbop"
                    + "_zicboz_zawrs_zfh_zfa_zicclsm_sstc_svadu_svnapot_svpbmt_svinval_smstateen_sscofpmf";

    private final Path executable;

    Spike(Path executable) {
        this.executable = executable;
    }

    /**
     * RAM at the end: what belongs to the programs of the image.
     *
     * @throws IOException if Spike cannot be run, fails, or does not end in time
     */
    byte[] run(byte[] image) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cofferdam-");
        Path program = folder.resolve("program");
        Path signature = folder.resolve("signature");
        try {
            Files.write(program, ProgramFile.of(image, Layout.block(Dialect.SPIKE.slots())));
            Process process = new ProcessBuilder(List.of(
                            executable.toString(),
                            "--isa=" + ISA,
                            "--priv=msu",
                            "-m0x%x:0x%x".formatted(Layout.BASE, image.length),
                            "+signature=" + signature,
                            "+signature-granularity=8",
                            program.toString()))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(executable + " did not end within " + MOST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                byte[] output = process.getInputStream().readAllBytes();
                throw new IOException(executable + " failed: " + new String(output, StandardCharsets.UTF_8));
            }
            return read(signature, image.length);
        } finally {
            Files.deleteIfExists(program);
            Files.deleteIfExists(signature);
            Files.delete(folder);
        }
    }

    private static byte[] read(Path signature, int size) throws IOException {
        ByteBuffer memory = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        memory.position((int) (Layout.BLOCKS - Layout.BASE));
        try (BufferedReader lines = Files.newBufferedReader(signature)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                memory.putLong(Long.parseUnsignedLong(line, 16));
            }
        }
        return memory.array();
    }
}
