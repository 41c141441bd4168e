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

/** What docs/decisions/migrations.md says of migrations beside the previous version, as far as it can be read off them. */
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
    void the_previous_version_goes_on_working_on_the_schema_of_this_one() throws IOException {
        for (Path migration : migrations()) {
            assertThat(breaking(Files.readString(migration)))
                    .as(migration.getFileName() + " breaks the previous version; see docs/decisions/migrations.md")
                    .isEmpty();
        }
    }

    @Test
    void of_a_server_that_is_not_there_it_is_said_where_and_why() {
        PostgresUri nobody = PostgresUri.parse("postgresql://skein:hush@127.0.0.1:1/skein");
        assertThatThrownBy(() -> Migrations.apply(nobody))
                .hasMessageStartingWith(
                        "The database postgresql://skein:***@127.0.0.1:1/skein cannot be reached; postgres.uri")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("hush");
    }

    @Test
    void a_statement_that_breaks_it_is_found() {
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
    void expanding_is_free_and_contracting_says_why() {
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
    void numbers_are_given_once() throws IOException {
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
        Set<String> fresh = new HashSet<>();
        TABLE.matcher(plain).results().forEach(table -> fresh.add(table.group(1)));
        List<String> breaking = new ArrayList<>();
        for (String part : plain.split(";")) {
            String statement = part.strip().replaceAll("\\s+", " ");
            if (BREAKING.stream().anyMatch(form -> form.matcher(statement).matches())
                    || demandsAColumn(statement)
                    || constrains(statement, fresh)) {
                breaking.add(statement);
            }
        }
        return breaking;
    }

    /** A row of the previous version does not say what it does not know of. */
    private static boolean demandsAColumn(String statement) {
        return statement.startsWith("alter table")
                && Stream.of(statement.split(", (?=add|alter|drop)"))
                        .anyMatch(step -> step.contains("add column")
                                && step.contains("not null")
                                && !step.contains("default")
                                && !step.contains("generated"));
    }

    /** A table that this migration makes is one that the previous version does not write to. */
    private static boolean constrains(String statement, Set<String> fresh) {
        Matcher constrained = CONSTRAINED.matcher(statement);
        return constrained.lookingAt()
                && !fresh.contains(constrained.group(1) == null ? constrained.group(2) : constrained.group(1));
    }
}
