package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.frames.FrameState;

/**
 * Which frames the shared regions have. The core takes them when it starts, in the order of the configuration, and keeps them; from
 * what it has written down one region can be told from another.
 */
final class Regions {
    private final Map<Integer, Channels.Region> byFrame = new LinkedHashMap<>();

    /** @throws IllegalStateException if there are not as many frames as the configuration says */
    Regions(Surroundings system) {
        List<List<Integer>> found = new ArrayList<>();
        FrameState last = null;
        for (int frame = 0; frame < system.frames(); frame++) {
            FrameState state = system.inspection().frame(system.address(frame));
            if (state instanceof FrameState.Region) {
                if (state != last) {
                    found.add(new ArrayList<>());
                    last = state;
                }
                found.getLast().add(frame);
            }
        }
        List<Channels.Region> declared = system.channels().regions();
        for (int i = 0; i < declared.size(); i++) {
            if (i >= found.size() || found.get(i).size() != declared.get(i).pages()) {
                throw new IllegalStateException("the frames of region " + i + " are not those of the configuration");
            }
            for (int frame : found.get(i)) {
                byFrame.put(frame, declared.get(i));
            }
        }
    }

    /** With what the configuration fixes about a frame. */
    CommonFacts with(int frame, CommonFacts facts) {
        Channels.Region region = byFrame.get(frame);
        if (region == null) {
            return facts;
        }
        CommonFacts more = facts.holds(Vocabulary.REGION);
        for (Channels.Attachment attachment : region.attachments()) {
            more = Observation.rights(
                    attachment.rights().bits(),
                    Vocabulary.ATTACHMENT,
                    more,
                    attachment.partition() + FrameRecords.FIRST);
        }
        return more;
    }
}
