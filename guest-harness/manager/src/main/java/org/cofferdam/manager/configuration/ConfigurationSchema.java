package org.cofferdam.manager.configuration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The vocabulary as JSON Schema (draft 2020-12), for editors that help to write a configuration. */
public final class ConfigurationSchema {
    private final JsonGenerator json;

    private ConfigurationSchema(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the schema and leaves {@code out} open.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(Writer out) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        printer.indentArraysWith(indenter);
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.writeStringField("title", "A Cofferdam configuration");
            new ConfigurationSchema(json).keywords(Vocabulary.SYSTEM);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private void object(Form form) throws IOException {
        json.writeStartObject();
        keywords(form);
        json.writeEndObject();
    }

    private void keywords(Form form) throws IOException {
        switch (form) {
            case Kind<?> kind -> {
                for (Map.Entry<String, ?> keyword : new TreeMap<>(kind.schema()).entrySet()) {
                    json.writeFieldName(keyword.getKey());
                    value(keyword.getValue());
                }
            }
            case Form.ListOf(String _, Form item, int most) -> {
                json.writeStringField("type", "array");
                json.writeNumberField("maxItems", most);
                json.writeFieldName("items");
                object(item);
            }
            case Form.Either(Kind<?> single, Group group) -> {
                json.writeArrayFieldStart("anyOf");
                object(single);
                object(group);
                json.writeEndArray();
            }
            case Group group -> group(group);
        }
    }

    private void group(Group group) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        List<String> required =
                group.fields().stream().filter(Field::required).map(Field::name).toList();
        if (!required.isEmpty()) {
            json.writeFieldName("required");
            value(required);
        }
        json.writeObjectFieldStart("properties");
        for (Field<?> field : group.fields()) {
            json.writeObjectFieldStart(field.name());
            json.writeStringField("description", field.means().replace("`", ""));
            keywords(field.form());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** What stands behind a keyword: a text, a number, or a list of texts. */
    private void value(Object value) throws IOException {
        switch (value) {
            case List<?> texts -> {
                json.writeStartArray();
                for (Object text : texts) {
                    value(text);
                }
                json.writeEndArray();
            }
            case Number number -> json.writeNumber(number.longValue());
            default -> json.writeString(value.toString());
        }
    }
}
