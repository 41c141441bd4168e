package social.skein;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CompileTimeConstant;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that every SQL statement is a compile-time constant. The compiler enforces this, because each parameter that
 * takes a statement is {@code @CompileTimeConstant}. The suppressions of that check are listed here with the reason why
 * each is safe.
 */
class ConstantSqlTest {
    private static final Path MAIN = Path.of("src/main/java/social/skein");
    private static final String SUPPRESSION = "@SuppressWarnings(\"CompileTimeConstant\")";

    /** The suppressions by class, with their number and the reason why they are safe. */
    private static final Map<String, AllowedUse> ALLOWED = Map.ofEntries(
            entry(
                    "demo/bulk/LoadJournal",
                    new AllowedUse(2, "DDL of the loader only, with names from the catalog of PostgreSQL")),
            entry("demo/bulk/BulkLoad", new AllowedUse(1, "a table name from a list in the same file")),
            entry(
                    "export/ExportFile",
                    new AllowedUse(1, "a component of a record, which can be created with a constant only")),
            entry("filter/Filters", new AllowedUse(3, "constants formatted with constants when the class is loaded")),
            entry(
                    "notification/NotificationWriter",
                    new AllowedUse(2, "one per NotificationTrigger, composed of constants when the class is loaded")),
            entry(
                    "search/StatusTextSearch",
                    new AllowedUse(1, "constants and parameter numbers; the search input is an argument")),
            entry("sql/StatementBatch", new AllowedUse(1, "concatenated constants with their parameters renumbered")),
            entry(
                    "timeline/HomeQuery",
                    new AllowedUse(2, "a constant with constant words inserted when the class is loaded")),
            entry("timeline/ListTimeline", new AllowedUse(1, "a constant with one word removed")),
            entry("timeline/TagTimeline", new AllowedUse(1, "a constant with one word removed")));

    /** The driver methods that take a statement. */
    private static final Set<String> DRIVERS = Set.of(
            "query",
            "preparedQuery",
            "prepare",
            "prepareStatement",
            "prepareCall",
            "createStatement",
            "nativeSQL",
            "copyIn",
            "copyOut",
            "addBatch");

    private record AllowedUse(int count, String reason) {}

    @Test
    void only_the_listed_suppressions_exist() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                int count = Files.readString(file).split(Pattern.quote(SUPPRESSION), -1).length - 1;
                if (count > 0) {
                    found.put(MAIN.relativize(file).toString().replace(".java", ""), count);
                }
            }
        }

        assertThat(found)
                .isEqualTo(ALLOWED.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, use -> use.getValue().count())));
        assertThat(ALLOWED.values()).noneMatch(use -> use.reason().isBlank());
    }

    @Test
    void the_build_does_not_switch_the_check_off() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("-Xplugin:ErrorProne")
                .doesNotContain("-Xep:CompileTimeConstant", "-XepDisableAllChecks", "-XepAllErrorsAsWarnings");
    }

    @Test
    void every_statement_parameter_is_a_compile_time_constant() {
        Set<String> checked = new TreeSet<>();
        for (String type : List.of("Reads", "Writes", "Sql", "Transaction", "BulkConnection", "StatementBatch")) {
            for (JavaMethod method :
                    HouseTest.MAIN_CLASSES.get("social.skein.sql." + type).getMethods()) {
                boolean isInstanceMethod = !method.getModifiers().contains(JavaModifier.PRIVATE)
                        && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
                for (JavaParameter parameter : method.getParameters()) {
                    if (isInstanceMethod && parameter.getRawType().isEquivalentTo(String.class)) {
                        assertThat(parameter.isAnnotatedWith(CompileTimeConstant.class))
                                .as(method.getFullName())
                                .isTrue();
                        checked.add(method.getName());
                    }
                }
            }
        }
        assertThat(checked).containsExactly("copy", "find", "list", "listWithTimeout", "one", "page", "update");
    }

    @Test
    void only_the_sql_package_calls_the_drivers() {
        Set<String> callers = new TreeSet<>();
        for (JavaClass type : HouseTest.MAIN_CLASSES) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> DRIVERS.contains(call.getName()) && isDriver(call.getTargetOwner()))
                    .forEach(call ->
                            callers.add(type.getName().replaceFirst("\\$.*", "").replace("social.skein.", "")));
        }
        assertThat(callers)
                .containsExactly(
                        "sql.BulkConnection",
                        "sql.Db",
                        "sql.Migrations",
                        "sql.PostgresProbe",
                        "sql.Sql",
                        "sql.Transaction");
    }

    private static boolean isDriver(JavaClass owner) {
        return owner.getName().matches("(io\\.vertx\\.(sqlclient|pgclient)|java\\.sql|org\\.postgresql)\\..*");
    }
}
