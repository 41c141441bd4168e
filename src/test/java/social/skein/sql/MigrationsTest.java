package social.skein.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that the migrations follow the rules in docs/decisions/migrations.md for running beside the previous version.
 */
class MigrationsTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Pattern CONTRACT = Pattern.compile("(?m)^-- contract: \\S.{20,}\\R(?!--)");
    private static final Pattern BODY = Pattern.compile("(?s)\\$\\$.*?\\$\\$");
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*");
    private static final Pattern TABLE = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern CONSTRAINED = Pattern.compile(
            "create unique index (?:concurrently )?\\w+ on (\\w+)|alter table (\\w+)\\s.*add (?:constraint|check|unique|primary|foreign).*");
    private static final List<Pattern> BREAKING = Stream.of(
                    "drop (table|view|function|type|column)\\b.*",
                    "alter table .*\\bdrop (?!not null|default)\\w+.*",
                    "alter (table|index) .*\\brename (to|column|constraint)\\b.*",
                    "alter table .*\\balter( column)? \\w+ (set data )?type\\b.*",
                    "alter table .*\\bset not null\\b.*",
                    "truncate\\b.*")
            .map(Pattern::compile)
            .toList();

    @Test
    void the_previous_version_works_on_the_schema_of_this_one() throws IOException {
        for (Path migration : migrations()) {
            assertThat(breaking(Files.readString(migration)))
                    .as(migration.getFileName() + " breaks the previous version; see docs/decisions/migrations.md")
                    .isEmpty();
        }
    }

    @Test
    void an_unreachable_server_is_reported_with_its_address_and_the_reason() {
        PostgresUri unreachable = PostgresUri.parse("postgresql://skein:hush@127.0.0.1:1/skein");
        assertThatThrownBy(() -> Migrations.apply(unreachable))
                .hasMessageStartingWith(
                        "The database postgresql://skein:***@127.0.0.1:1/skein cannot be reached; check postgres.uri")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("hush");
    }

    @Test
    void breaking_statements_are_found() {
        for (String breaking : List.of(
                "alter table status drop column edited_at;",
                "alter table status\n    add column a text,\n    drop language;",
                "drop table marker;",
                "alter table status rename column content to html;",
                "alter table status alter column language type integer;",
                "alter table status alter language set not null;",
                "alter table status add column mood text not null;",
                "alter table status add constraint short check (length(content) < 10);",
                "create unique index status_language on status (language);",
                "-- contract:\ndrop table marker;")) {
            assertThat(breaking(breaking)).as(breaking).hasSize(1);
        }
    }

    @Test
    void an_expanding_migration_is_allowed_and_a_contracting_one_needs_a_reason() {
        assertThat(breaking("""
                create table mood (id bigint primary key, name text not null);
                create unique index mood_name on mood (name);
                create index concurrently status_language on status (language);
                alter table status
                    add column mood text not null default '', -- drop table in a comment
                    alter column language drop not null;
                -- contract: nothing has read it since 0.3.0, which is two releases old
                drop table marker;
                """)).isEmpty();
    }

    @Test
    void version_numbers_are_unique() throws IOException {
        assertThat(migrations().stream()
                        .map(path -> path.getFileName().toString().substring(0, 4)))
                .doesNotHaveDuplicates();
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return files.sorted().toList();
        }
    }

    private static List<String> breaking(String migration) {
        String readable = BODY.matcher(CONTRACT.matcher(migration).replaceAll("contract "))
                .replaceAll("''");
        String plain = COMMENT.matcher(readable).replaceAll("").toLowerCase(Locale.ROOT);
        Set<String> created = new HashSet<>();
        TABLE.matcher(plain).results().forEach(table -> created.add(table.group(1)));
        List<String> breaking = new ArrayList<>();
        for (String part : plain.split(";")) {
            String statement = part.strip().replaceAll("\\s+", " ");
            if (BREAKING.stream().anyMatch(form -> form.matcher(statement).matches())
                    || requiresNewColumn(statement)
                    || constrains(statement, created)) {
                breaking.add(statement);
            }
        }
        return breaking;
    }

    /** Finds new columns that every insert must set: the previous version inserts rows without them. */
    private static boolean requiresNewColumn(String statement) {
        return statement.startsWith("alter table")
                && Stream.of(statement.split(", (?=add|alter|drop)"))
                        .anyMatch(step -> step.contains("add column")
                                && step.contains("not null")
                                && !step.contains("default")
                                && !step.contains("generated"));
    }

    /**
     * Finds constraints on existing tables. The previous version does not write to a table that this migration creates.
     */
    private static boolean constrains(String statement, Set<String> created) {
        Matcher constrained = CONSTRAINED.matcher(statement);
        return constrained.lookingAt()
                && !created.contains(constrained.group(1) == null ? constrained.group(2) : constrained.group(1));
    }
}
