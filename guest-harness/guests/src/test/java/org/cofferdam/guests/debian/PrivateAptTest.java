package org.cofferdam.guests.debian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PrivateAptTest {
    @Test
    void progressIsReadFromAptsStatusLines() {
        assertEquals(0.425, PrivateApt.fraction("dlstatus:2:42.5:Retrieving file 2 of 4"), 1e-9);
        assertEquals(0, PrivateApt.fraction("dlstatus:2:half:Retrieving"));
        assertEquals(0, PrivateApt.fraction("dlstatus:2"));
    }
}
