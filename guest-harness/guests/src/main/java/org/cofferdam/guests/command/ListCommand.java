package org.cofferdam.guests.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.guests.bundled.BundledGuest;
import org.cofferdam.guests.debian.DebianImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cofferdam guests list}: one line a guest, name and file or use. */
@Command(name = "list", description = "List the guests there are, with their files.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (BundledGuest guest : BundledGuest.values()) {
            out.printf("%-24s %s%n", guest.guestName(), "bundled: " + guest.description());
        }
        Optional<DebianImages> debian = DebianImages.locate();
        if (debian.isPresent()) {
            DebianImages images = debian.get();
            line(out, "debian kernel", images.kernel());
            line(out, "debian initramfs", images.initramfs());
            line(out, "debian opensbi", images.opensbiDynamic());
            line(out, "debian opensbi (jump)", images.opensbiJump());
            line(out, "debian u-boot", images.uboot());
            if (Files.exists(images.edk2Code())) {
                line(out, "debian edk2", images.edk2Code());
                line(out, "debian edk2 variables", images.edk2Variables());
            }
        } else {
            out.println("debian: not fetched yet (cofferdam guests fetch debian)");
        }
        out.flush();
        return 0;
    }

    private static void line(PrintWriter out, String name, Path file) {
        out.printf("%-24s %s%n", name, file);
    }
}
