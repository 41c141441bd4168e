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
 * A statement is a constant of the code: the compiler refuses anything else where a statement is taken, for its parameter is
 * {@code @CompileTimeConstant}. Where it is told to let one pass that is put together, why that is safe is said here.
 */
class ConstantSqlTest {
    private static final Path MAIN = Path.of("src/main/java/social/skein");
    private static final String SUPPRESSION = "@SuppressWarnings(\"CompileTimeConstant\")";

    /** Where, how often, and why that is safe. */
    private static final Map<String, AllowedUse> ALLOWED = Map.ofEntries(
            entry(
                    "demo/bulk/LoadJournal",
                    new AllowedUse(2, "DDL of the loader alone, with names PostgreSQL's catalogue gave")),
            entry("demo/bulk/BulkLoad", new AllowedUse(1, "the name of a table out of a list in the same file")),
            entry(
                    "export/ExportFile",
                    new AllowedUse(1, "part of a record, which the compiler lets nobody make with anything else")),
            entry("filter/Filters", new AllowedUse(3, "constants filled with constants as the class is loaded")),
            entry(
                    "notification/NotificationWriter",
                    new AllowedUse(2, "one for each NotificationTrigger, of its constants, as the class is loaded")),
            entry(
                    "search/StatusSearch",
                    new AllowedUse(1, "constants and the numbers of arguments; what is sought is one")),
            entry(
                    "sql/StatementBatch",
                    new AllowedUse(1, "constants in a row, with the numbers of their arguments moved up")),
            entry(
                    "timeline/HomeQuery",
                    new AllowedUse(2, "a constant with words of constants put in as the class is loaded")),
            entry("timeline/ListTimeline", new AllowedUse(1, "a constant without a word")),
            entry("timeline/TagTimeline", new AllowedUse(1, "a constant without a word")));

    /** What gives a statement to a driver. */
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

    private record AllowedUse(int times, String why) {}

    @Test
    void the_compiler_is_told_to_let_pass_what_is_said_here_and_nothing_else() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                int times = Files.readString(file).split(Pattern.quote(SUPPRESSION), -1).length - 1;
                if (times > 0) {
                    found.put(MAIN.relativize(file).toString().replace(".java", ""), times);
                }
            }
        }

        assertThat(found)
                .isEqualTo(ALLOWED.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, known -> known.getValue().times())));
        assertThat(ALLOWED.values()).noneMatch(audited -> audited.why().isBlank());
    }

    @Test
    void the_build_does_not_switch_the_check_off() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("-Xplugin:ErrorProne")
                .doesNotContain("-Xep:CompileTimeConstant", "-XepDisableAllChecks", "-XepAllErrorsAsWarnings");
    }

    @Test
    void whatever_takes_a_statement_takes_a_constant() {
        Set<String> taking = new TreeSet<>();
        for (String type : List.of("Reads", "Writes", "Sql", "BulkConnection", "StatementBatch")) {
            for (JavaMethod method :
                    HouseTest.HOUSE.get("social.skein.sql." + type).getMethods()) {
                boolean ours = !method.getModifiers().contains(JavaModifier.PRIVATE)
                        && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC);
                for (JavaParameter parameter : method.getParameters()) {
                    if (ours && parameter.getRawType().isEquivalentTo(String.class)) {
                        assertThat(parameter.isAnnotatedWith(CompileTimeConstant.class))
                                .as(method.getFullName())
                                .isTrue();
                        taking.add(method.getName());
                    }
                }
            }
        }
        assertThat(taking).containsExactly("copy", "find", "list", "listWithTimeout", "one", "page", "update");
    }

    @Test
    void nobody_else_speaks_to_the_drivers() {
        Set<String> speaking = new TreeSet<>();
        for (JavaClass type : HouseTest.HOUSE) {
            type.getMethodCallsFromSelf().stream()
                    .filter(call -> DRIVERS.contains(call.getName()) && isDriver(call.getTargetOwner()))
                    .forEach(call -> speaking.add(
                            type.getName().replaceFirst("\\$.*", "").replace("social.skein.", "")));
        }
        assertThat(speaking)
                .containsExactly("sql.BulkConnection", "sql.Db", "sql.LeaderLock", "sql.Migrations", "sql.Sql");
    }

    private static boolean isDriver(JavaClass owner) {
        return owner.getName().matches("(io\\.vertx\\.(sqlclient|pgclient)|java\\.sql|org\\.postgresql)\\..*");
    }
}
