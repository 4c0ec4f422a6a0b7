package org.cofferdam.manager.configuration;

/** The vocabulary as the table of CONFIGURATION.md. */
final class ConfigurationTable {
    private final StringBuilder text = new StringBuilder("| Field | Means | Default |\n|---|---|---|\n");

    private ConfigurationTable() {}

    static String text() {
        ConfigurationTable table = new ConfigurationTable();
        table.rows("", Vocabulary.SYSTEM);
        return table.text.toString();
    }

    private void rows(String path, Group group) {
        for (Field<?> field : group.fields()) {
            String name = path + field.name() + (field.form() instanceof Form.ListOf ? "[]" : "");
            text.append("| `%s` | %s | %s |\n".formatted(name, field.means(), field.fallback()));
            below(name + ".", field.form());
        }
    }

    private void below(String path, Form form) {
        switch (form) {
            case Kind<?> _ -> {}
            case Form.ListOf list -> below(path, list.item());
            case Form.Either either -> below(path, either.group());
            case Group group -> rows(path, group);
        }
    }
}
