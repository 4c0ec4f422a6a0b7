package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM that runs the tests is started as the launcher starts it; the others that are started here are not. */
class JvmCompilersTest {

    /** Long enough to be compiled by itself, were it ever called. */
    static long idle(long rounds) {
        long sum = 0;
        for (long i = 0; i < rounds; i++) {
            sum += i ^ sum;
        }
        return sum;
    }

    @Test
    void aMethodIsCompiledWhenWeSay() throws Exception {
        JvmCompilers compilers = JvmCompilers.present().orElseThrow();
        Method method = JvmCompilersTest.class.getDeclaredMethod("idle", long.class);
        assertFalse(compilers.hasCompiled(method));
        compilers.compile(method, JvmCompilers.QUICK);
        for (int i = 0; i < 2000 && !compilers.hasCompiled(method); i++) {
            Thread.sleep(5);
        }
        assertTrue(compilers.hasCompiled(method));
    }

    /** Prints whether the compilers take orders. */
    public static void main(String[] arguments) {
        System.out.println(JvmCompilers.present().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"})
    void withoutTheOptionsThereIsNobodyToSayItTo(String option) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JvmCompilersTest.class.getName()));
        if (!option.isEmpty()) {
            command.add(1, option);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor() == 0 && output.equals("false"), output);
    }
}
