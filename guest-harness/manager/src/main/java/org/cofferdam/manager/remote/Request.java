package org.cofferdam.manager.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks for.
 *
 * @param word      a verb, or one of the words of {@link Protocol}
 * @param partition name, which may be none's
 * @param watch     whether a console shall be shown only
 * @param bytes     for a balloon
 */
record Request(String word, Optional<String> partition, boolean watch, Optional<Long> bytes) {
    private static final Set<String> FIELDS =
            Set.of(Protocol.VERSION_FIELD, Protocol.DO, Protocol.PARTITION, Protocol.WATCH, Protocol.BYTES);

    /**
     * Reads a line.
     *
     * @throws Refusal if it is no request of this version
     */
    static Request parse(String line) throws Refusal {
        ObjectNode object;
        try {
            object = Protocol.object(line);
        } catch (JsonProcessingException e) {
            throw Refusal.badInput("the request is not one JSON object: " + e.getOriginalMessage());
        }
        JsonNode version = object.path(Protocol.VERSION_FIELD);
        if (!version.isInt() || version.intValue() != Protocol.VERSION) {
            throw Refusal.badInput("this system speaks version " + Protocol.VERSION + " of the protocol, not '"
                    + version.asText() + "': use the cofferdam that started it");
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw Refusal.badInput("the request has an unknown field '" + name + "'");
            }
        }
        JsonNode word = object.path(Protocol.DO);
        if (!word.isTextual()) {
            throw Refusal.badInput("the request does not say what to do");
        }
        JsonNode partition = object.path(Protocol.PARTITION);
        if (!partition.isMissingNode() && !partition.isTextual()) {
            throw Refusal.badInput("the request's partition is not a name");
        }
        JsonNode watch = object.path(Protocol.WATCH);
        if (!watch.isMissingNode() && !watch.isBoolean()) {
            throw Refusal.badInput("the request's watch is neither true nor false");
        }
        JsonNode bytes = object.path(Protocol.BYTES);
        if (!bytes.isMissingNode() && !bytes.canConvertToExactIntegral()) {
            throw Refusal.badInput("the request's bytes are not a whole number");
        }
        return new Request(
                word.textValue(),
                Optional.ofNullable(partition.textValue()),
                watch.booleanValue(),
                bytes.isMissingNode() ? Optional.empty() : Optional.of(bytes.longValue()));
    }

    /** The request as a line. */
    String line() {
        ObjectNode object = Protocol.JSON
                .createObjectNode()
                .put(Protocol.VERSION_FIELD, Protocol.VERSION)
                .put(Protocol.DO, word);
        partition.ifPresent(name -> object.put(Protocol.PARTITION, name));
        bytes.ifPresent(count -> object.put(Protocol.BYTES, count));
        if (watch) {
            object.put(Protocol.WATCH, true);
        }
        return object.toString();
    }

    /**
     * The partition, for a request that cannot be without.
     *
     * @throws Refusal if none is named
     */
    String named() throws Refusal {
        return partition.orElseThrow(() -> Refusal.badInput("the request names no partition"));
    }
}
