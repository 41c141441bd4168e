package social.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import social.skein.support.SchemaDocument;
import social.skein.support.SchemaModel;

/** Tests that docs/DATA-MODEL.md matches the migrations and the package-infos, and generates it on request. */
class DataModelTest {
    private static final Path MAIN = Path.of("src/main/java/social/skein");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path DOCUMENT = Path.of("docs/DATA-MODEL.md");

    private static final Pattern SENTENCE = Pattern.compile("[^.]*\\b[Oo]wns?\\b.*?(?=\\. |\\breads\\b|$)");
    private static final Pattern WRITE = Pattern.compile(
            "\\b(?:insert into|update|delete from|copy|truncate) ([a-z_]+)\\b|new TableErasure\\(\\s*[\\w.()]+,\\s*[^,]+,\\s*\"?(\\w+)\"?");

    private static final Pattern CODE = Pattern.compile("\\{@code (\\w+)}");

    @Test
    void the_document_matches_the_migrations_and_the_package_infos() throws IOException {
        SchemaModel schema = schema();
        String generated = SchemaDocument.render(schema, owners(schema.names()));
        if (Boolean.getBoolean("skein.write")) {
            Files.writeString(DOCUMENT, generated);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/DATA-MODEL.md is out of date; write it with -Dtest=DataModelTest -Dskein.write=true")
                .isEqualTo(generated);
    }

    @Test
    void every_table_has_an_owner() throws IOException {
        SchemaModel schema = schema();
        Map<String, List<String>> owners = owners(schema.names());
        Set<String> unowned = new TreeSet<>(schema.names());
        unowned.removeAll(owners.keySet());

        assertThat(unowned)
                .as("tables without an owner: add \"Owns the table {@code name}\" to the package-info of the package"
                        + " that writes to it")
                .isEmpty();
    }

    @Test
    void no_table_has_two_owners() throws IOException {
        SchemaModel schema = schema();
        Set<String> ownedTwice = owners(schema.names()).entrySet().stream()
                .filter(table -> table.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(ownedTwice).as("tables with several owners").isEmpty();
    }

    @Test
    void only_its_owner_writes_to_a_table() throws IOException {
        Set<String> tables = schema().names();
        Map<String, List<String>> owners = owners(tables);
        Set<String> violations = new TreeSet<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String writer = MAIN.relativize(file.getParent()).toString().replace('/', '.');
                writtenBy(read(file))
                        .filter(tables::contains)
                        .filter(table -> !owners.getOrDefault(table, List.of()).contains(writer))
                        .forEach(table -> violations.add(writer + " writes to " + table + " of " + owners.get(table)));
            }
        }

        assertThat(violations).isEmpty();
    }

    @Test
    void writes_are_found_in_every_form_of_statement() {
        assertThat(writtenBy("""
                "insert into mood (id) values ($1)"; "update feeling set a = 1"; "delete from gone where id = $1";
                "copy crowd (id) from stdin"; new TableErasure(db, "moods", "temper", "account_id")
                """)).containsExactlyInAnyOrder("mood", "feeling", "gone", "crowd", "temper");
    }

    private static Stream<String> writtenBy(String source) {
        return WRITE.matcher(source).results().map(found -> found.group(1) == null ? found.group(2) : found.group(1));
    }

    @Test
    void a_table_is_the_result_of_all_migrations() {
        SchemaModel schema = SchemaModel.of(List.of("""
                create unlogged table mood ( -- one row a person
                    account_id bigint not null,
                    name       text collate "C" not null default 'a, b',
                    score      double precision,
                    primary key (account_id, name)
                ) with (fillfactor = 70);
                create view calm as select name from mood where name = 'calm;';
                create table gone (id bigint primary key);
                """, """
                alter table mood
                    add column seen bigint[] not null default '{}',
                    add column since date;
                alter table mood rename column name to label;
                alter table mood rename to feeling;
                alter table feeling drop column since;
                alter table feeling alter column score type numeric(8, 2);
                drop table gone;
                """));

        SchemaModel.Table feeling = schema.tables().get("feeling");
        assertThat(schema.names()).containsExactly("calm", "feeling");
        assertThat(feeling.unlogged()).isTrue();
        assertThat(feeling.primaryKey()).containsExactly("account_id", "label");
        assertThat(feeling.columns().toString())
                .isEqualTo("{account_id=bigint, label=text, score=numeric(8, 2), seen=bigint[]}");
    }

    @Test
    void an_unsupported_change_of_a_table_is_rejected() {
        assertThatThrownBy(() -> SchemaModel.of(
                        List.of("create table a (b int); alter table a inherit c; create table d (e int);")))
                .hasMessageContaining("alter table a inherit c");
    }

    private static SchemaModel schema() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            return SchemaModel.of(files.sorted().map(DataModelTest::read).toList());
        }
    }

    /**
     * Returns the owners of each table: the packages whose package-info names it in a sentence with "own", before any
     * "reads".
     */
    private static Map<String, List<String>> owners(Set<String> names) throws IOException {
        Map<String, Set<String>> owners = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.endsWith("package-info.java")).toList()) {
                String owner = MAIN.relativize(file.getParent()).toString().replace('/', '.');
                String text = read(file).replaceAll("\\s*\\n\\s*\\*?\\s*", " ");
                SENTENCE.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .flatMap(sentence -> CODE.matcher(sentence).results())
                        .map(code -> code.group(1))
                        .filter(names::contains)
                        .forEach(name -> owners.computeIfAbsent(name, none -> new TreeSet<>())
                                .add(owner));
            }
        }
        return owners.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, table -> List.copyOf(table.getValue()), (a, b) -> a, TreeMap::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
