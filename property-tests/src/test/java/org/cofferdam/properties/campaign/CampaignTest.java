package org.cofferdam.properties.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
    private static final Work WORK = Work.all().getFirst();

    @TempDir
    private Path folder;

    @Test
    void aSecondCampaignGoesOnWhereTheFirstEnded() throws Exception {
        StringWriter out = new StringWriter();
        assertEquals(List.of(), new Campaign(folder, 1, new PrintWriter(out)).run(2));
        long next = new Progress(folder).count(WORK).next();
        assertTrue(next > 1, out::toString);
        new Campaign(folder, 1, new PrintWriter(out)).run(1);
        assertTrue(out.toString().contains("tworuns  seeds %,d to ".formatted(next)), out::toString);
    }

    @Test
    void aSeedThatWasUnderWayIsTriedAgain() throws IOException {
        Progress progress = new Progress(folder);
        long first = progress.take(WORK);
        long second = progress.take(WORK);
        progress.done(WORK, second, new Work.Done(2, Optional.of("it fails")));
        progress.save(7);
        Progress.Count count = new Progress(folder).count(WORK);
        assertEquals(new Progress.Count(first, 1, 2, 1), count);
        assertEquals(7, new Progress(folder).seconds());
    }

    @Test
    void aPlaceThatCannotBeReadIsTold() throws IOException {
        Files.writeString(folder.resolve("campaign.properties"), "traces.next=soon\n");
        String told =
                assertThrows(IOException.class, () -> new Progress(folder)).getMessage();
        assertTrue(told.contains("traces.next: 'soon' is no number; mend it"), told);
    }
}
