package org.cofferdam.guests.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingStream;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TranslationCounts;

/** What an engine has done in a run. The JVM itself tells of the translations that it compiled on an assumption and took back. */
final class EngineReport implements AutoCloseable {

    private final RecordingStream events = new RecordingStream();
    private final Map<String, Integer> deoptimizations = new TreeMap<>();

    /** Begins to listen to the JVM. */
    EngineReport() {
        events.enable("jdk.Deoptimization").withoutStackTrace();
        events.onEvent("jdk.Deoptimization", this::deoptimized);
        events.startAsync();
    }

    private synchronized void deoptimized(RecordedEvent event) {
        RecordedMethod method = event.getValue("method");
        String of = method.getType().getName().contains(".instructions.Region") ? "translations" : "the rest";
        deoptimizations.merge(
                "%s: %s at %s".formatted(of, event.getString("reason"), event.getString("instruction")),
                1,
                Integer::sum);
    }

    /** Prints all of it. */
    void print(VirtBoard board, PrintWriter out) {
        events.stop();
        TranslationCounts counts = board.code().translations();
        out.printf(
                "%d regions, %d of them thorough, %d of these once more with slow paths, of %d instructions, %d bytes of classes; %d never used since their code was written before; %d given up,"
                        + " all of them %d times%n",
                counts.regions(),
                counts.thorough(),
                counts.whole(),
                counts.instructions(),
                counts.bytes(),
                counts.stale(),
                board.code().removedTranslations(),
                counts.emptied());
        for (Hart hart : board.harts()) {
            out.printf(
                    "hart %d: %d instructions in translations, %d interpreted; %d entries, %d of them left for a slow path%n",
                    hart.id,
                    hart.translated(),
                    hart.retired - hart.translated(),
                    hart.translationsEntered(),
                    hart.translationsMissed());
        }
        synchronized (this) {
            deoptimizations.forEach((what, count) -> out.printf("%d deoptimized, %s%n", count, what));
        }
        out.flush();
    }

    @Override
    public void close() {
        events.close();
    }
}
