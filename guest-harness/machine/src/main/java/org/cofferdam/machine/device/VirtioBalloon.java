package org.cofferdam.machine.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * A virtio memory balloon (virtio 1.2, section 5.5): queue 0 inflates, queue 1 deflates. A page in the balloon is really gone, so a driver must
 * accept VIRTIO_BALLOON_F_MUST_TELL_HOST. A list of page numbers is read whole and checked whole: a page outside the guest's memory, or one that
 * is where it is to go already, is a failure of the queue, and nothing of that list is done; a refusal of the host's is one too. A reset gives
 * all pages back, since the next driver knows of none.
 */
public final class VirtioBalloon implements VirtioDevice {
    private static final int INFLATE = 0;
    private static final int QUEUE_SIZE = 128;

    /** The most page numbers in one chain; Linux gives 256. */
    private static final int LONGEST_LIST = 4096;

    private static final long FEATURE_MUST_TELL_HOST = 1;
    /** A driver may take pages back when its guest has none left: without this Linux, asked for too much, would rather die. */
    private static final long FEATURE_DEFLATE_ON_OOM = 1 << 2;

    private static final int ACTUAL = 4;
    private static final int CONFIGURATION_LENGTH = 8;

    private final BalloonHost host;
    private final long firstPage;
    private final int pages;
    private final BitSet inside = new BitSet();
    private final byte[] list = new byte[LONGEST_LIST * Integer.BYTES];
    private int target;
    private int actual;
    private int generation;
    private boolean changed;

    /**
     * An empty balloon.
     *
     * @param firstPage of the memory that pages may come from
     * @param pages how many there are
     */
    public VirtioBalloon(BalloonHost host, long firstPage, int pages) {
        this.host = host;
        this.firstPage = firstPage;
        this.pages = pages;
    }

    /** Asks the driver to bring the balloon to so many pages; it hears of it at the next {@link Device#poll}. */
    public void target(int wanted) {
        if (target != wanted) {
            target = wanted;
            generation++;
            changed = true;
        }
    }

    /** How many pages the driver says are in the balloon. */
    public int actual() {
        return actual;
    }

    /** How many pages are in the balloon. */
    public int inflated() {
        return inside.cardinality();
    }

    @Override
    public int id() {
        return 5;
    }

    @Override
    public String name() {
        return "virtio-balloon";
    }

    @Override
    public long features() {
        return FEATURE_MUST_TELL_HOST | FEATURE_DEFLATE_ON_OOM;
    }

    @Override
    public long requiredFeatures() {
        return FEATURE_MUST_TELL_HOST;
    }

    @Override
    public int queues() {
        return 2;
    }

    @Override
    public int queueSize() {
        return QUEUE_SIZE;
    }

    @Override
    public byte[] configuration() {
        return ByteBuffer.allocate(CONFIGURATION_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(target)
                .putInt(actual)
                .array();
    }

    @Override
    public void configure(int offset, int size, long value) {
        if (offset == ACTUAL && size == Integer.BYTES) {
            actual = (int) value;
        }
    }

    @Override
    public int configurationGeneration() {
        return generation;
    }

    @Override
    public boolean takeConfigurationChange() {
        boolean due = changed;
        changed = false;
        return due;
    }

    /** {@inheritDoc} Pages that the host cannot give back stay in the balloon. */
    @Override
    public void reset() {
        move(inside.get(0, pages), false);
        actual = 0;
    }

    @Override
    public void notified(int index, VirtQueue queue) {
        for (VirtChain chain = queue.next(); chain != null; chain = queue.next()) {
            BitSet listed = read(chain, index == INFLATE);
            if (listed == null || !move(listed, index == INFLATE)) {
                queue.fail();
                return;
            }
            queue.complete(chain, 0);
        }
    }

    /** The pages of a list, counted from the first there is; null if the list is not as it must be. */
    private BitSet read(VirtChain chain, boolean inflate) {
        long length = chain.readableLength();
        if (length > list.length || length % Integer.BYTES != 0 || !chain.read(0, list, 0, (int) length)) {
            return null;
        }
        ByteBuffer numbers = ByteBuffer.wrap(list, 0, (int) length).order(ByteOrder.LITTLE_ENDIAN);
        BitSet listed = new BitSet();
        while (numbers.hasRemaining()) {
            long page = Integer.toUnsignedLong(numbers.getInt()) - firstPage;
            if (page < 0 || page >= pages || listed.get((int) page) || inside.get((int) page) == inflate) {
                return null;
            }
            listed.set((int) page);
        }
        return listed;
    }

    /** Whether all of them went into the balloon or out of it. What did not is where it was. */
    private boolean move(BitSet listed, boolean inflate) {
        boolean all = true;
        for (int from = listed.nextSetBit(0); from >= 0; ) {
            int to = listed.nextClearBit(from);
            long first = firstPage + from;
            boolean moved = inflate ? host.inflate(first, to - from) : host.deflate(first, to - from);
            if (moved) {
                inside.set(from, to, inflate);
            }
            all &= moved;
            from = listed.nextSetBit(to);
        }
        return all;
    }

    @Override
    public void save(StateWriter out) {
        out.words(new int[] {target, actual, generation});
        out.flag(changed);
        long[] words = inside.toLongArray();
        out.word(words.length);
        out.numbers(words);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        target = in.word();
        actual = in.word();
        generation = in.word();
        changed = in.flag();
        long[] words = new long[in.word(0, (pages + Long.SIZE - 1) / Long.SIZE)];
        in.numbers(words);
        inside.clear();
        inside.or(BitSet.valueOf(words));
        if (inside.length() > pages) {
            throw in.refuse("a page of the balloon beyond the last");
        }
    }
}
