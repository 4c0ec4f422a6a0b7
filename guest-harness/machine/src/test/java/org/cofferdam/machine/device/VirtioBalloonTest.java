package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

class VirtioBalloonTest {
    private static final int FIRST = 0x8_0000;
    private static final int PAGES = 0x1000;
    private static final int INFLATE = 0;
    private static final int DEFLATE = 1;
    private static final long LIST = ArrayMemory.BASE + 0x8000;

    private static final class RecordingHost implements BalloonHost {
        final List<String> calls = new ArrayList<>();
        final TreeSet<Long> taken = new TreeSet<>();
        boolean refusing;

        @Override
        public boolean inflate(long firstPage, long pages) {
            return record("take", firstPage, pages, true);
        }

        @Override
        public boolean deflate(long firstPage, long pages) {
            return record("give", firstPage, pages, false);
        }

        private boolean record(String what, long firstPage, long pages, boolean take) {
            calls.add("%s %x+%d".formatted(what, firstPage, pages));
            for (long page = firstPage; !refusing && page < firstPage + pages; page++) {
                assertTrue(page >= FIRST && page < FIRST + PAGES, "page " + page);
                assertTrue(take ? taken.add(page) : taken.remove(page), "page " + page);
            }
            return !refusing;
        }
    }

    private final ArrayMemory memory = new ArrayMemory(0x10000);
    private final RecordingLine line = new RecordingLine();
    private final RecordingHost host = new RecordingHost();
    private final VirtioBalloon balloon = new VirtioBalloon(host, FIRST, PAGES);
    private final VirtioMmio transport = new VirtioMmio(balloon, memory, line);
    private final VirtioDriver driver = new VirtioDriver(transport, memory).start(2);

    private void list(int queue, int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            memory.bytes.putInt(0x8000 + 4 * i, numbers[i]);
        }
        driver.descriptor(queue, 0, LIST, 4 * numbers.length, 0, 0);
        driver.submit(queue, 0);
    }

    private void fails() {
        assertTrue(driver.needsReset());
        driver.start(2);
        assertFalse(driver.needsReset());
    }

    @Example
    void pagesGoInAndOutInRuns() {
        list(INFLATE, FIRST + 7, FIRST + 5, FIRST + 6, FIRST + PAGES - 1, FIRST);
        assertEquals(List.of("take 80000+1", "take 80005+3", "take 80fff+1"), host.calls);
        assertEquals(1, driver.usedIndex(INFLATE));
        assertEquals(5, balloon.inflated());
        host.calls.clear();
        list(DEFLATE, FIRST + 6, FIRST + 5);
        assertEquals(List.of("give 80005+2"), host.calls);
        assertEquals(1, driver.usedIndex(DEFLATE));
        assertEquals(3, balloon.inflated());
        assertFalse(driver.needsReset());
    }

    @Example
    void aPageOutsideMemoryIsRefusedWithAllOfItsList() {
        for (int bad : new int[] {FIRST - 1, FIRST + PAGES, 0, -1, 0x8000_0000}) {
            list(INFLATE, FIRST + 1, bad);
            fails();
        }
        assertEquals(List.of(), host.calls);
    }

    @Example
    void aPageThatIsThereAlreadyIsRefused() {
        list(INFLATE, FIRST + 1, FIRST + 1);
        fails();
        list(DEFLATE, FIRST + 1);
        fails();
        assertEquals(List.of(), host.calls);
        list(INFLATE, FIRST + 1);
        list(INFLATE, FIRST + 2, FIRST + 1);
        assertTrue(driver.needsReset());
        assertEquals(List.of("take 80001+1"), host.calls);
    }

    @Example
    void listsAreWholeNumbersAndNotTooLong() {
        driver.descriptor(INFLATE, 0, LIST, 6, 0, 0);
        driver.submit(INFLATE, 0);
        fails();
        driver.descriptor(INFLATE, 0, LIST, 4 * 4096 + 4, 0, 0);
        driver.submit(INFLATE, 0);
        fails();
        driver.descriptor(INFLATE, 0, ArrayMemory.BASE + 0xfff8, 16, 0, 0);
        driver.submit(INFLATE, 0);
        fails();
        list(INFLATE);
        assertEquals(1, driver.usedIndex(INFLATE), "an empty list is a list");
        assertEquals(List.of(), host.calls);
    }

    @Example
    void aHostThatCannotMakesTheQueueFail() {
        list(INFLATE, FIRST + 3, FIRST + 9);
        host.refusing = true;
        list(DEFLATE, FIRST + 3);
        assertTrue(driver.needsReset());
        assertEquals(0, driver.usedIndex(DEFLATE), "the guest must not use the page");
        assertEquals(2, balloon.inflated());
        host.refusing = false;
        driver.start(2);
        assertEquals(0, balloon.inflated());
        host.refusing = true;
        list(INFLATE, FIRST + 3);
        assertTrue(driver.needsReset());
        assertEquals(0, balloon.inflated());
    }

    @Example
    void aResetGivesAllBack() {
        list(INFLATE, FIRST, FIRST + 1, FIRST + 3);
        transport.store(0x104, 4, 3);
        host.calls.clear();
        driver.set(0x70, 0);
        assertEquals(List.of("give 80000+2", "give 80003+1"), host.calls);
        assertEquals(0, balloon.inflated());
        assertEquals(0, balloon.actual());
    }

    @Example
    void theDriverHearsOfANewTargetAndSaysWhatItReached() {
        int generation = driver.get(0xfc);
        balloon.target(77);
        assertEquals(77, driver.get(0x100));
        assertFalse(line.asserted, "not before the poll");
        transport.poll();
        assertTrue(line.asserted);
        assertEquals(2, driver.get(0x60));
        assertTrue(generation != driver.get(0xfc));
        driver.set(0x64, 2);
        balloon.target(77);
        transport.poll();
        assertFalse(line.asserted, "nothing has changed");
        driver.set(0x104, 40);
        driver.set(0x100, 99);
        transport.store(0x104, 2, 1);
        assertEquals(40, balloon.actual());
        assertEquals(40, driver.get(0x104));
        assertEquals(77, driver.get(0x100), "the target is the host's");
    }

    @Example
    void aTargetThatIsSetBeforeTheDriverIsThereIsTold() {
        driver.set(0x70, 0);
        balloon.target(5);
        transport.poll();
        assertFalse(line.asserted);
        driver.start(2);
        transport.poll();
        assertTrue(line.asserted);
    }

    @Example
    void aDriverThatWouldNotTellIsNotServed() {
        driver.negotiate(~1);
        assertEquals(3, driver.get(0x70));
        driver.negotiate();
        assertEquals(11, driver.get(0x70));
    }

    @Example
    void itsStateIsTakenUp() throws StateException {
        list(INFLATE, FIRST + 70, FIRST + 71, FIRST + PAGES - 1);
        balloon.target(9);
        driver.set(0x104, 3);
        StateWriter saved = new StateWriter();
        transport.save(saved);
        VirtioBalloon other = new VirtioBalloon(host, FIRST, PAGES);
        VirtioMmio otherTransport = new VirtioMmio(other, memory, line);
        StateReader reader = new StateReader("balloon", saved.toByteArray());
        otherTransport.restore(reader);
        reader.end();
        StateWriter again = new StateWriter();
        otherTransport.save(again);
        assertArrayEquals(saved.toByteArray(), again.toByteArray());
        assertEquals(3, other.inflated());
        assertEquals(3, other.actual());
        otherTransport.poll();
        assertTrue(line.asserted, "the target is still news");
        StateReader shorter = new StateReader("balloon", saved.toByteArray());
        VirtioMmio small = new VirtioMmio(new VirtioBalloon(host, FIRST, PAGES - 1), memory, line);
        assertThrows(StateException.class, () -> small.restore(shorter));
    }

    /** What the host is asked always agrees with what it was asked before; {@link RecordingHost} checks each page. */
    @Property(tries = 200)
    void theHostIsNeverAskedTwice(@ForAll long seed) {
        var random = new java.util.Random(seed);
        driver.start(2);
        for (int i = 0; i < 60; i++) {
            int[] numbers = new int[random.nextInt(12)];
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = random.nextInt(30) == 0 ? random.nextInt() : FIRST + random.nextInt(40);
            }
            host.refusing = random.nextInt(20) == 0;
            list(random.nextInt(2), numbers);
            host.refusing = false;
            if (driver.needsReset() && random.nextBoolean()) {
                driver.start(2);
            }
            assertEquals(host.taken.size(), balloon.inflated());
        }
    }
}
