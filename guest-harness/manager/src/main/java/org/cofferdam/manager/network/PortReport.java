package org.cofferdam.manager.network;

import java.util.Map;

/**
 * What went through a port.
 *
 * @param partition whose card is there
 * @param address   of that card, as people write it
 * @param sent      frames that the switch took from it
 * @param received  frames that the card took
 * @param lost      frames that it sent, or that were for it, and went nowhere; reasons that did not occur are absent
 */
public record PortReport(String partition, String address, long sent, long received, Map<Loss, Long> lost) {
    public PortReport {
        lost = Map.copyOf(lost);
    }
}
