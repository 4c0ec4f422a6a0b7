package org.cofferdam.guests.command;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cofferdam.guests.disassembly.Listing;
import org.cofferdam.guests.loader.CodeFile;
import org.cofferdam.guests.loader.ImageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam disasm FILE}: the instructions of a file, as objdump prints them. */
@Command(
        name = "disasm",
        description = "Print the instructions of an ELF file, or of a flat binary, as objdump -d does.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit code: 0, or 2 if the file cannot be read or lies about itself."})
public final class DisasmCommand implements Callable<Integer> {
    private static final int BAD_INPUT = 2;

    @Parameters(paramLabel = "FILE", description = "ELF program or object, or anything else as a flat binary.")
    private Path file;

    @Option(
            names = {"--address", "--adjust-vma"},
            paramLabel = "ADDRESS",
            defaultValue = "0",
            converter = AddressOption.class,
            description = "Where a flat binary begins (default: ${DEFAULT-VALUE}).")
    private long address;

    @Option(
            names = "--start-address",
            paramLabel = "ADDRESS",
            defaultValue = "0",
            converter = AddressOption.class,
            description = "Leave out what lies before.")
    private long start;

    @Option(
            names = "--stop-address",
            paramLabel = "ADDRESS",
            defaultValue = "0xffffffffffffffff",
            converter = AddressOption.class,
            description = "Leave out what lies at this address and behind.")
    private long stop;

    @Option(
            names = "--no-aliases",
            description = "Print no pseudo-instructions, and 16-bit instructions under their own names.")
    private boolean noAliases;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public DisasmCommand() {}

    @Override
    public Integer call() {
        try {
            CodeFile code = CodeFile.read(file, address);
            PrintWriter out =
                    new PrintWriter(new BufferedWriter(spec.commandLine().getOut(), 1 << 16));
            new Listing(code, !noAliases, start, stop, out).print(file.toString());
            out.flush();
            return 0;
        } catch (ImageException bad) {
            spec.commandLine().getErr().println("cofferdam: " + file + " " + bad.getMessage());
            return BAD_INPUT;
        }
    }
}
