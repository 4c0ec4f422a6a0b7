package org.cofferdam.manager.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleFeedTest {
    @Test
    void bytesComeOutInOrderAndWhatFoundNoRoomIsCounted() throws Exception {
        ConsoleFeed feed = new ConsoleFeed();
        int written = 70_000;
        for (int i = 0; i < written; i++) {
            feed.write(i % 251);
        }
        feed.end();
        int seen = 0;
        long lost = 0;
        for (Optional<ObjectNode> next = feed.take(); next.isPresent(); next = feed.take()) {
            for (byte octet : next.get().path("output").binaryValue()) {
                assertEquals(seen++ % 251, octet & 0xff);
            }
            lost += next.get().path("lost").longValue();
        }
        assertEquals(written, seen + lost);
        assertTrue(lost > 0);
    }
}
