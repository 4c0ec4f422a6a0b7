package org.cofferdam.manager.configuration;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Reads one YAML document into {@link Node}s. Anchors and aliases are refused: a configuration that is checked field by
 * field must stand in the file field by field.
 */
final class NodeReader {
    private final Problems problems;
    private final YAMLParser parser;

    private NodeReader(Problems problems, YAMLParser parser) {
        this.problems = problems;
        this.parser = parser;
    }

    /**
     * The document in {@code text}.
     *
     * @throws InvalidConfiguration if it is not YAML, is empty, or has more than one document
     */
    static Node read(String text, Problems problems) throws InvalidConfiguration {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            NodeReader reader = new NodeReader(problems, parser);
            if (parser.nextToken() == null) {
                throw problems.fatal(new Position(1, 1), "", "the file is empty", "list at least one partition");
            }
            Node root = reader.node("");
            if (parser.nextToken() != null) {
                throw problems.fatal(reader.here(), "", "a second document begins", "keep one document in a file");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            Position position = at == null ? new Position(1, 1) : position(at);
            throw problems.fatal(position, "", "not YAML: " + oneLine(e.getOriginalMessage()), "correct the syntax");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private Node node(String path) throws IOException, InvalidConfiguration {
        Position at = here();
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw problems.fatal(at, path, "anchors and aliases are not accepted", "write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(at, path);
            case START_ARRAY -> sequence(at, path);
            case VALUE_NULL -> new Node.Scalar(at, "");
            default -> new Node.Scalar(at, parser.getText());
        };
    }

    private Node mapping(Position at, String path) throws IOException, InvalidConfiguration {
        LinkedHashMap<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = path.isEmpty() ? name : path + "." + name;
            Position nameAt = here();
            parser.nextToken();
            Node.Entry previous = entries.putIfAbsent(name, new Node.Entry(nameAt, node(field)));
            if (previous != null) {
                String first = "line " + previous.at().line();
                problems.add(nameAt, field, "given twice, first on " + first, "keep one of them");
            }
        }
        return new Node.Mapping(at, entries);
    }

    private Node sequence(Position at, String path) throws IOException, InvalidConfiguration {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(path + "[" + items.size() + "]"));
        }
        return new Node.Sequence(at, items);
    }

    private Position here() {
        return position(parser.currentTokenLocation());
    }

    private static Position position(JsonLocation at) {
        return new Position(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    /** SnakeYAML quotes the file in its messages over several lines; ours point at the place instead. */
    private static String oneLine(String message) {
        return message.lines()
                .filter(line -> !line.startsWith(" "))
                .map(String::strip)
                .reduce((_, last) -> last)
                .orElse("syntax error");
    }
}
