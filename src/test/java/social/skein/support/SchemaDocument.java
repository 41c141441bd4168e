package social.skein.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Renders a {@link SchemaModel} as the Markdown of docs/DATA-MODEL.md: a list of tables and a diagram per owner. */
public final class SchemaDocument {
    private static final String NO_OWNER = "(no owner)";

    /** The tables that columns refer to, by column name. The schema has no foreign keys: they would cross shards. */
    private static final Map<String, String> REFERENCES = Map.ofEntries(
            Map.entry("account_id", "account"),
            Map.entry("target_id", "account"),
            Map.entry("from_account_id", "account"),
            Map.entry("actor_id", "account"),
            Map.entry("in_reply_to_account_id", "account"),
            Map.entry("reblog_of_account_id", "account"),
            Map.entry("mentions", "account"),
            Map.entry("participant_ids", "account"),
            Map.entry("status_id", "status"),
            Map.entry("status_ids", "status"),
            Map.entry("last_status_id", "status"),
            Map.entry("in_reply_to_id", "status"),
            Map.entry("reblog_of_id", "status"),
            Map.entry("conversation_id", "status"),
            Map.entry("list_id", "list"),
            Map.entry("filter_id", "filter"),
            Map.entry("follow_id", "follow"),
            Map.entry("app_id", "oauth_app"),
            Map.entry("token_id", "oauth_token"),
            Map.entry("tag", "tag"));

    private SchemaDocument() {}

    /**
     * Returns the page.
     *
     * @param owners the packages that claim each table or view
     */
    public static String render(SchemaModel schema, Map<String, List<String>> owners) {
        Map<String, Set<String>> byOwner = new TreeMap<>();
        schema.names()
                .forEach(name -> byOwner.computeIfAbsent(owner(name, owners), none -> new TreeSet<>())
                        .add(name));
        StringBuilder page = new StringBuilder("""
                # Data model

                Generated from the migrations and from the ownership sentences of the packages. Do not edit it:
                `mvn test -Dtest=DataModelTest -Dskein.write=true` writes it, and `DataModelTest` fails while it is out of date.

                One package owns a table: only its statements insert, update or delete rows. There are no foreign keys, because they
                would cross shards. The arrows below follow the names of columns, such as `account_id`.

                | table | owner | primary key | refers to |
                |---|---|---|---|
                """);
        schema.names().forEach(name -> page.append(row(schema, name, owner(name, owners))));
        byOwner.forEach((owner, names) -> page.append(section(schema, owner, names)));
        return page.toString();
    }

    private static String owner(String name, Map<String, List<String>> owners) {
        List<String> claims = owners.getOrDefault(name, List.of());
        return claims.isEmpty() ? NO_OWNER : String.join(", ", claims);
    }

    private static String row(SchemaModel schema, String name, String owner) {
        SchemaModel.Table table = schema.tables().get(name);
        if (table == null) {
            return "| `" + name + "` (view) | " + owner + " | – | – |\n";
        }
        return "| `" + name + "`" + (table.unlogged() ? " (unlogged)" : "") + " | " + owner + " | "
                + codes(table.primaryKey()) + " | "
                + codes(references(schema, table).keySet()) + " |\n";
    }

    private static String codes(Iterable<String> names) {
        List<String> codes = new ArrayList<>();
        names.forEach(name -> codes.add("`" + name + "`"));
        return codes.isEmpty() ? "–" : String.join(", ", codes);
    }

    private static String section(SchemaModel schema, String owner, Set<String> names) {
        StringBuilder entities = new StringBuilder();
        StringBuilder arrows = new StringBuilder();
        for (String name : names) {
            SchemaModel.Table table = schema.tables().get(name);
            if (table == null) {
                entities.append("    ").append(name).append("[\"").append(name).append(" (view)\"]\n");
                continue;
            }
            entities.append("    ").append(name).append(" {\n");
            table.columns()
                    .forEach((column, type) -> entities.append("        ")
                            .append(type.replace(", ", "_").replace(' ', '_'))
                            .append(' ')
                            .append(column)
                            .append(table.primaryKey().contains(column) ? " PK" : "")
                            .append('\n'));
            entities.append("    }\n");
            references(schema, table)
                    .forEach((target, columns) -> arrows.append("    ")
                            .append(target)
                            .append(" ||--o{ ")
                            .append(name)
                            .append(" : \"")
                            .append(String.join(", ", columns))
                            .append("\"\n"));
        }
        return "\n## " + owner + "\n\n```mermaid\nerDiagram\n" + entities + arrows + "```\n";
    }

    /** Returns the tables that the columns of a table refer to, each with these columns. */
    private static Map<String, List<String>> references(SchemaModel schema, SchemaModel.Table table) {
        return table.columns().keySet().stream()
                .filter(REFERENCES::containsKey)
                .filter(column -> schema.tables().containsKey(REFERENCES.getOrDefault(column, "")))
                .collect(Collectors.groupingBy(
                        column -> REFERENCES.getOrDefault(column, ""), LinkedHashMap::new, Collectors.toList()));
    }
}
