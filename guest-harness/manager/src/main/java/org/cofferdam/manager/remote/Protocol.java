package org.cofferdam.manager.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.cofferdam.manager.control.Outcome;

/**
 * The words of the conversation. A request is {@code {"cofferdam":1,"do":WORD,"partition":NAME}}, its answer {@code
 * {"status":"ok"}} with more fields, or {@code {"status":"refused","message":TEXT}}. After {@code "do":"console"} has
 * been answered with ok, both sides send bytes instead, in base64: {@code {"output":BYTES}} and {@code
 * {"input":BYTES}}.
 */
final class Protocol {
    /** A client says it in each request; another version is refused. */
    static final int VERSION = 1;

    /** Bytes of a request, its line end included. */
    static final int LONGEST_REQUEST = 8 << 10;

    /** Bytes of an answer: a thousand partitions fit. */
    static final int LONGEST_ANSWER = 16 << 20;

    static final String VERSION_FIELD = "cofferdam";
    static final String DO = "do";
    static final String PARTITION = "partition";
    static final String WATCH = "watch";
    static final String BYTES = "bytes";
    static final String STATUS = "status";
    static final String MESSAGE = "message";

    /** Besides the verbs. */
    static final String REPORT = "report";

    static final String AUDIT = "audit";
    static final String CONSOLE = "console";

    /** The run's report, an object. */
    static final String SYSTEM = "system";

    /** Whether what a console's client sends can reach the guest now. */
    static final String TYPIST = "typist";

    static final String OUTPUT = "output";
    static final String INPUT = "input";

    /** Events, oldest first. */
    static final String EVENTS = "events";

    /** Bytes of output that a slow client has missed. */
    static final String LOST = "lost";

    /** A line for the person at a console. */
    static final String NOTICE = "notice";

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Protocol() {}

    /** How an outcome's kind is written. */
    static String status(Outcome.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A line as an object.
     *
     * @throws JsonProcessingException if it is none
     */
    static ObjectNode object(String line) throws JsonProcessingException {
        JsonNode node = JSON.readTree(line);
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new JsonProcessingException("not a JSON object") {
            private static final long serialVersionUID = 1;
        };
    }
}
