package org.cofferdam.properties.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code mvn verify -Pdeep}: a campaign of {@code -Ddeep.minutes}, which goes on where the last one ended. No build runs it by itself. */
class DeepCampaign {
    @Test
    void nothingFails() throws Exception {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "cofferdam", "campaign");
        long minutes = Long.getLong("deep.minutes", 60);
        int threads = Integer.getInteger("deep.threads", 1);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        assertEquals(List.of(), new Campaign(folder, minutes * 60, out).run(threads));
    }
}
