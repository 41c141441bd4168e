package social.skein.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables and views that a series of migrations creates, parsed from their text. Ignores indexes and functions. */
public final class SchemaModel {
    private static final Pattern IGNORED = Pattern.compile("(?s)\\$\\$.*?\\$\\$|--[^\\n]*|'[^']*'");
    private static final Pattern CREATE_TABLE =
            Pattern.compile("create (unlogged )?table (?:if not exists )?(\\w+) \\((.*?)\\)(?: with \\([^)]*\\))?");
    private static final Pattern CREATE_VIEW = Pattern.compile("create (?:or replace )?view (\\w+) .*");
    private static final Pattern DROP = Pattern.compile("drop (?:table|view) (?:if exists )?(\\w+)");
    private static final Pattern ALTER_TABLE = Pattern.compile("alter table (?:only )?(\\w+) (.*)");
    private static final Pattern RENAME = Pattern.compile("rename to (\\w+)");
    private static final Pattern RENAME_COLUMN = Pattern.compile("rename (?:column )?(\\w+) to (\\w+)");
    private static final Pattern ADD_COLUMN = Pattern.compile("add column (?:if not exists )?(.*)");
    private static final Pattern DROP_COLUMN = Pattern.compile("drop column (?:if exists )?(\\w+)");
    private static final Pattern SET_TYPE = Pattern.compile("alter (?:column )?(\\w+) (?:set data )?type (.*)");
    private static final Pattern ALTER_COLUMN = Pattern.compile("alter (?:column )?\\w+ (?:set|drop) .*");
    private static final Pattern TABLE_CONSTRAINT =
            Pattern.compile("(?:constraint \\w+ )?(?:primary key|unique|check|foreign key|exclude)\\b.*");
    private static final Pattern PRIMARY_KEY = Pattern.compile("(?:constraint \\w+ )?primary key \\((.*)\\)");
    private static final Pattern COLUMN = Pattern.compile("(\\w+) (.+?)"
            + "(?: (?:not null|null|default|primary key|unique|generated|collate|references|check|constraint)\\b.*)?");

    private final Map<String, Table> tables = new TreeMap<>();
    private final Set<String> views = new TreeSet<>();

    private SchemaModel() {}

    /** A table: its columns with their types in the order of their creation, and the columns of its primary key. */
    public record Table(boolean unlogged, Map<String, String> columns, List<String> primaryKey) {
        private void rename(String from, String to) {
            Map<String, String> renamed = new LinkedHashMap<>();
            columns.forEach((name, type) -> renamed.put(name.equals(from) ? to : name, type));
            columns.clear();
            columns.putAll(renamed);
            primaryKey.replaceAll(name -> name.equals(from) ? to : name);
        }
    }

    /** Applies migrations in order. */
    public static SchemaModel of(List<String> migrations) {
        SchemaModel schema = new SchemaModel();
        for (String migration : migrations) {
            String statements = IGNORED.matcher(migration)
                    .replaceAll(ignored -> ignored.group().startsWith("'") ? "''" : " ");
            for (String statement : statements.split(";", -1)) {
                schema.apply(statement.strip().replaceAll("\\s+", " "));
            }
        }
        return schema;
    }

    public Map<String, Table> tables() {
        return tables;
    }

    public Set<String> views() {
        return views;
    }

    /** The names of all tables and views. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(tables.keySet());
        names.addAll(views);
        return names;
    }

    private void apply(String statement) {
        Matcher table = CREATE_TABLE.matcher(statement);
        Matcher view = CREATE_VIEW.matcher(statement);
        Matcher dropped = DROP.matcher(statement);
        Matcher altered = ALTER_TABLE.matcher(statement);
        if (table.matches()) {
            Table created = new Table(table.group(1) != null, new LinkedHashMap<>(), new ArrayList<>());
            split(table.group(3).strip()).forEach(part -> define(created, part));
            tables.put(table.group(2), created);
        } else if (view.matches()) {
            views.add(view.group(1));
        } else if (dropped.matches()) {
            tables.remove(dropped.group(1));
            views.remove(dropped.group(1));
        } else if (altered.matches()) {
            split(altered.group(2)).forEach(step -> alter(altered.group(1), step));
        }
    }

    private void alter(String name, String step) {
        Table table = tables.get(name);
        Matcher rename = RENAME.matcher(step);
        Matcher renameColumn = RENAME_COLUMN.matcher(step);
        Matcher added = ADD_COLUMN.matcher(step);
        Matcher dropped = DROP_COLUMN.matcher(step);
        Matcher type = SET_TYPE.matcher(step);
        if (table == null) {
            throw new AssertionError("alter table " + name + ": no migration creates it");
        }
        if (rename.matches()) {
            tables.remove(name);
            tables.put(rename.group(1), table);
        } else if (renameColumn.matches()) {
            table.rename(renameColumn.group(1), renameColumn.group(2));
        } else if (added.matches()) {
            define(table, added.group(1));
        } else if (dropped.matches()) {
            table.columns().remove(dropped.group(1));
        } else if (type.matches()) {
            table.columns().put(type.group(1), type.group(2));
        } else if (!ALTER_COLUMN.matcher(step).matches() && !step.startsWith("add constraint ")) {
            throw new AssertionError("Unsupported statement: alter table " + name + " " + step);
        }
    }

    private static void define(Table table, String part) {
        Matcher key = PRIMARY_KEY.matcher(part);
        Matcher column = COLUMN.matcher(part);
        if (key.matches()) {
            table.primaryKey().addAll(List.of(key.group(1).split(", ?")));
        } else if (!TABLE_CONSTRAINT.matcher(part).matches() && column.matches()) {
            table.columns().put(column.group(1), column.group(2));
            if (part.contains(" primary key")) {
                table.primaryKey().add(column.group(1));
            }
        }
    }

    /** Splits a list at the commas outside of parentheses. */
    private static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char at = list.charAt(i);
            depth += at == '(' ? 1 : at == ')' ? -1 : 0;
            if (at == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(list.substring(start).strip());
        return parts;
    }
}
