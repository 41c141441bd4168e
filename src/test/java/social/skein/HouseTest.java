package social.skein;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.Normalizer;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Formatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the architecture and naming rules that a machine can check. */
class HouseTest {
    private static final Path MAIN = Path.of("src/main/java/social/skein");
    static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("social.skein");

    /** Matches an overloaded word in a camel-case or upper-case name. */
    private static final Pattern OVERLOADED =
            Pattern.compile("(?:^|_|(?<=[a-z0-9]))(?:[Kk]eep|[Kk]eeps|[Kk]ept|[Tt]ell|[Tt]ells|[Tt]old)(?=[A-Z_0-9]|$)"
                    + "|(?:^|_)(?:KEEP|KEPT|TELL|TOLD)(?=_|$)");

    /** The layers from top to bottom. Packages on one line share a layer and must not depend on each other. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("cli"),
            List.of("cli.media"),
            List.of("doctor"),
            List.of("demo.bulk"),
            List.of("demo.seed"),
            List.of("demo.drawing"),
            List.of("app"),
            List.of("ops", "fanout", "deletion", "consistency", "verification"),
            List.of("stream", "permalink"),
            List.of(
                    "timeline",
                    "notification",
                    "conversation",
                    "trend",
                    "search",
                    "report",
                    "export",
                    "instance",
                    "openapi"),
            List.of("interaction"),
            List.of("posting"),
            List.of("rendering"),
            List.of("status"),
            List.of("visibility", "poll", "text"),
            List.of("list", "tag", "filter", "marker"),
            List.of("oidc", "provisioning"),
            List.of("web"),
            List.of("relationship", "oauth"),
            List.of("media"),
            List.of("signin", "signup"),
            List.of("account", "replication"),
            List.of("emoji"),
            List.of("feature"),
            List.of("events", "cache", "ratelimit", "admission", "ffmpeg"),
            List.of("http", "sql", "redis", "kafka", "cluster", "embedded", "config", "objectstore"),
            List.of("transfer", "image"),
            List.of("async", "context", "auditlog", "datafolder", "model"));

    @Test
    void dependencies_point_downwards() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (List<String> packages : LAYERS) {
            for (String name : packages) {
                layers = layers.layer(name).definedBy("social.skein." + name + "..");
            }
        }
        for (int i = 0; i < LAYERS.size(); i++) {
            String[] above = LAYERS.subList(0, i).stream().flatMap(List::stream).toArray(String[]::new);
            for (String name : LAYERS.get(i)) {
                layers = above.length == 0
                        ? layers.whereLayer(name).mayNotBeAccessedByAnyLayer()
                        : layers.whereLayer(name).mayOnlyBeAccessedByLayers(above);
            }
        }
        layers.check(MAIN_CLASSES);
    }

    @Test
    void every_package_belongs_to_a_layer() {
        Set<String> layered = LAYERS.stream().flatMap(List::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages()).isEqualTo(layered);
    }

    @Test
    void packages_have_no_cyclic_dependencies() {
        slices().matching("social.skein.(*)..").should().beFreeOfCycles().check(MAIN_CLASSES);
    }

    @Test
    void a_verticle_has_only_lifecycle_methods() {
        classes()
                .that()
                .implement(Deployable.class)
                .should()
                .haveSimpleNameEndingWith("Verticle")
                .check(MAIN_CLASSES);
        for (JavaClass verticle : MAIN_CLASSES.that(JavaClass.Predicates.assignableTo(Deployable.class))) {
            assertThat(verticle.getMethods().stream()
                            .map(method -> method.getName())
                            .filter(name -> !name.startsWith("lambda$")))
                    .as("methods of " + verticle.getName())
                    .isSubsetOf("start", "stop");
        }
    }

    @Test
    void only_adapters_use_raw_clients_and_json_trees() {
        String[] adapters = {
            "social.skein.http..",
            "social.skein.sql..",
            "social.skein.redis..",
            "social.skein.kafka..",
            "social.skein.cluster..",
            "social.skein.events..",
            "social.skein.app.."
        };
        noClasses()
                .that()
                .resideOutsideOfPackages(adapters)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Pool.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Redis.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(KafkaConsumer.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(JsonObject.class)
                .check(MAIN_CLASSES);
    }

    @Test
    void no_code_blocks_an_event_loop() {
        noClasses()
                .that()
                .resideOutsideOfPackages("social.skein.embedded..", "social.skein.app..", "social.skein.kafka..")
                .should()
                .callMethod(Future.class, "await")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(CompletableFuture.class, "get")
                .orShould()
                .callMethod(CompletableFuture.class, "join")
                .check(MAIN_CLASSES);
    }

    /** In other locales digits, and the case of letters, are not those that files, protocols and SQL require. */
    @Test
    void no_text_depends_on_the_default_locale() {
        noClasses()
                .should()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintStream.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "printf", String.class, Object[].class)
                .orShould()
                .callMethod(PrintWriter.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .orShould()
                .callMethod(NumberFormat.class, "getInstance")
                .orShould()
                .callConstructor(DecimalFormat.class, String.class)
                .orShould()
                .callConstructor(SimpleDateFormat.class, String.class)
                .orShould()
                .callConstructor(Formatter.class)
                .check(MAIN_CLASSES);
    }

    @Test
    void class_names_have_no_generic_suffix() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Service|Base|DTO)")
                .check(MAIN_CLASSES);
    }

    /** The normalizer of the JDK is quadratic in the number of marks on a character. */
    @Test
    void only_one_class_calls_the_normalizer_of_the_jdk() {
        noClasses()
                .that()
                .doNotHaveSimpleName("UnicodeNormalizer")
                .should()
                .callMethod(Normalizer.class, "normalize", CharSequence.class, Normalizer.Form.class)
                .check(MAIN_CLASSES);
    }

    @Test
    void no_two_classes_share_a_simple_name() {
        Map<String, List<String>> bySimpleName = topLevelClasses()
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(bySimpleName.values()).filteredOn(names -> names.size() > 1).isEmpty();
    }

    /**
     * Each of these once stood for four or five actions: caching, bookmarking, pinning; publishing, notifying,
     * replying.
     */
    @Test
    void names_contain_no_overloaded_word() {
        assertThat(MAIN_CLASSES.stream().flatMap(HouseTest::declaredNames).filter(HouseTest::isOverloaded))
                .isEmpty();
    }

    @Test
    void a_method_named_of_creates_an_instance_of_its_class() {
        assertThat(MAIN_CLASSES.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getName().equals("of"))
                        .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC)
                                || !method.getReturnType()
                                        .getAllInvolvedRawTypes()
                                        .contains(method.getOwner())))
                .isEmpty();
    }

    @Test
    void packages_stay_small() {
        Map<String, Long> sizes =
                topLevelClasses().collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(35));
    }

    private static Stream<JavaClass> topLevelClasses() {
        return MAIN_CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    private static boolean isOverloaded(String qualifiedName) {
        return OVERLOADED
                .matcher(qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1))
                .find();
    }

    private static Stream<String> declaredNames(JavaClass type) {
        Stream<String> members = Stream.concat(
                type.getMethods().stream().map(method -> type.getName() + "." + method.getName()),
                type.getFields().stream().map(field -> type.getName() + "." + field.getName()));
        return Stream.concat(Stream.of(type.getName()), members);
    }

    @Test
    void static_fields_are_final() {
        fields().that().areStatic().should().beFinal().check(MAIN_CLASSES);
    }

    @Test
    void every_package_is_documented_and_null_marked() throws IOException {
        for (String name : packages()) {
            String info = Files.readString(MAIN.resolve(name.replace('.', '/')).resolve("package-info.java"));
            assertThat(info).as("package-info of " + name).contains("@NullMarked", "@CheckReturnValue", "/**");
        }
    }

    @Test
    void the_documentation_lists_every_package_by_layer() throws IOException {
        String document = Files.readString(Path.of("docs/ARCHITECTURE.md"));
        Matcher rows =
                Pattern.compile("^\\| `([a-z.]+)` \\|", Pattern.MULTILINE).matcher(document);
        List<String> documented = rows.results().map(row -> row.group(1)).toList();
        assertThat(new TreeSet<>(documented)).isEqualTo(packages());
        assertThat(documented)
                .as("from the top layer to the bottom")
                .isSortedAccordingTo(Comparator.comparing(HouseTest::layerOf));
    }

    private static int layerOf(String packageName) {
        return IntStream.range(0, LAYERS.size())
                .filter(layer -> LAYERS.get(layer).contains(packageName))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_class_and_test_named_in_the_documentation_exists() throws IOException {
        Set<String> existing = new TreeSet<>();
        for (Path file : files(Path.of("src"), ".java")) {
            String name = file.getFileName().toString().replace(".java", "");
            existing.add(name);
            existing.add(file.getParent().getFileName() + "/" + name);
        }
        // A test by its name, any other class by its package and name. The package mood is the example of the recipes.
        Pattern names = Pattern.compile(
                "`([A-Z][A-Za-z]*(?:Test|IT)|(?!mood/)[a-z]+/[A-Z][A-Za-z]+)(?=\\.java`|[`#]|\\.(?!md`))");
        Set<String> unknown = new TreeSet<>();
        List<Path> pages = files(Path.of("docs"), ".md");
        List.of("README.md", "CONTRIBUTING.md", "SECURITY.md").forEach(page -> pages.add(Path.of(page)));
        for (Path page : pages) {
            names.matcher(Files.readString(page))
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !existing.contains(name) && !name.equals("MoodTest"))
                    .forEach(name -> unknown.add(page + ": " + name));
        }
        assertThat(unknown).isEmpty();
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(suffix)).collect(Collectors.toList());
        }
    }

    @Test
    void files_and_verticles_stay_small() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                int maxLines = file.toString().endsWith("Verticle.java") ? 60 : 300;
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(maxLines);
            }
        }
    }

    private static Set<String> packages() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> MAIN.relativize(file.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
