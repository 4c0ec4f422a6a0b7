package org.cofferdam.guests.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.guests.debian.DebianFetch;
import org.cofferdam.guests.debian.DebianImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam guests fetch debian}. Exit codes: 0 there, 2 nowhere to fetch from, 3 fetching failed. */
@Command(
        name = "fetch",
        description = "Fetch Debian 13's riscv64 kernel, BusyBox, OpenSBI and U-Boot by package name.",
        mixinStandardHelpOptions = true)
final class FetchCommand implements Callable<Integer> {
    /** Whose images there are to fetch. */
    enum Distribution {
        debian
    }

    @Parameters(index = "0", paramLabel = "NAME", description = "Whose images: ${COMPLETION-CANDIDATES}.")
    private Distribution distribution;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where to put them (default: $$COFFERDAM_HOME/debian, or ~/.cache/cofferdam/debian).")
    private Path directory;

    @Option(names = "--refresh", description = "Fetch again even if they are there already.")
    private boolean refresh;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path to = directory == null ? DebianImages.defaultDirectory() : directory;
        FetchProgress progress = FetchProgress.on(out);
        DebianFetch fetch = new DebianFetch(to, progress);
        try {
            Optional<DebianImages> present = refresh ? Optional.empty() : fetch.present();
            DebianImages images = present.isPresent() ? present.get() : fetch.fetch();
            progress.finish();
            out.println(distribution + " images are in " + images.directory());
            out.flush();
            return 0;
        } catch (DebianFetch.NoSourceException nowhere) {
            err.println("guests fetch: " + nowhere.getMessage());
            return 2;
        } catch (IOException failed) {
            err.println("guests fetch: " + failed.getMessage());
            return 3;
        }
    }
}
