package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.frames.FrameTable;

/** The shared regions: frames of the system's that partitions come to see when they are created. */
final class Regions {
    private final List<Region> all = new ArrayList<>();

    /** A region's frames, and the accounts of those who see it now. */
    private record Region(Channels.Region declared, List<Long> frames, List<Account> users) {}

    /** Takes the frames, which the system's account has room for. */
    Regions(Channels channels, FrameTable frames, Account system) {
        for (Channels.Region declared : channels.regions()) {
            List<Account> users = new ArrayList<>();
            FrameState.Region use = new FrameState.Region(system, users);
            List<Long> taken = new ArrayList<>();
            for (long page = 0; page < declared.pages(); page++) {
                taken.add(frames.take(use, 1));
            }
            all.add(new Region(declared, taken, users));
        }
    }

    /** Frames of the system that regions take. */
    static long frames(Channels channels) {
        long frames = 0;
        for (Channels.Region region : channels.regions()) {
            frames += region.pages();
        }
        return frames;
    }

    /** The guest-physical ranges where a partition sees regions. */
    static List<DeviceWindow> windows(Channels channels, int partition) {
        List<DeviceWindow> windows = new ArrayList<>();
        for (Channels.Region region : channels.regions()) {
            for (Channels.Attachment attachment : region.attachments()) {
                if (attachment.partition() == partition) {
                    windows.add(new DeviceWindow(attachment.address(), region.pages() * FrameTable.FRAME));
                }
            }
        }
        return windows;
    }

    /** Maps a new partition's regions. Its account has room for the tables. */
    void attach(int partition, Account account, AddressSpace space) {
        for (Region region : all) {
            for (Channels.Attachment attachment : region.declared.attachments()) {
                if (attachment.partition() == partition) {
                    region.users.add(account);
                    long address = attachment.address();
                    for (long frame : region.frames) {
                        space.table.map(address, frame, attachment.rights(), 0);
                        address += FrameTable.FRAME;
                    }
                }
            }
        }
    }

    /** An account is no user any more; its table has been emptied. */
    void detach(Account account) {
        all.forEach(region -> region.users.remove(account));
    }
}
