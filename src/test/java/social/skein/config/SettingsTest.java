package social.skein.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void the_documented_defaults_apply_without_a_file_and_variables() {
        Config config = load(Map.of()).config();

        Config.HttpLimits bounds = config.http().limits();
        assertThat(config.http()).isEqualTo(new Config.Http("0.0.0.0", 8080, bounds, true, Duration.ZERO, false));
        assertThat(bounds)
                .isEqualTo(new Config.HttpLimits(
                        1 << 20,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        bounds.maxConnections(),
                        1_000));
        assertThat(bounds.maxConnections()).isBetween(1, 100_000);
        assertThat(config.ops()).isEqualTo(new Config.Ops("127.0.0.1", 9090));
        assertThat(config.domain()).isEqualTo("localhost:8080");
        assertThat(config.scheme()).isEqualTo("http");
        assertThat(config.dataDir()).isEqualTo(Path.of("./data"));
        assertThat(config.roles()).isEqualTo(EnumSet.allOf(Role.class));
        assertThat(config.postgres().isEmbedded()).isTrue();
        assertThat(config.redis().isEmbedded()).isTrue();
        assertThat(config.kafka()).isEqualTo(new Config.Kafka("embedded", "skein", 8, 1));
        assertThat(config.cluster()).isEqualTo(new Config.Cluster("127.0.0.1", 5701, List.of(), "", ""));
        assertThat(config.auth().passwordGrant()).isFalse();
        assertThat(config.auth().hashThreads()).isPositive();
        assertThat(config.registration()).isEqualTo(Registration.CLOSED);
        assertThat(config.instance())
                .isEqualTo(new Config.Instance(
                        "localhost:8080",
                        "A social feed on Skein",
                        "",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("en"),
                        500));
        assertThat(config.rateLimits())
                .isEqualTo(new Config.RateLimitSettings(
                        true,
                        rate(300, 5),
                        rate(1500, 5),
                        Optional.empty(),
                        rate(300, 5),
                        rate(300, 5),
                        Optional.of(rate(300, 15)),
                        Optional.of(rate(300, 180)),
                        Optional.of(rate(30, 30)),
                        Optional.of(rate(60, 1)),
                        Optional.of(rate(60, 30)),
                        Optional.of(rate(5, 30)),
                        Optional.of(rate(6000, 5))));
        assertThat(config.timeline()).isEqualTo(new Config.Timeline(800, 200, Duration.ofDays(7), 10_000, 16));
        assertThat(config.log()).isEqualTo(new Config.Log(Config.Log.Format.AUTO, Level.INFO, Level.INFO));
    }

    private static Config.Rate rate(int max, int minutes) {
        return new Config.Rate(max, Duration.ofMinutes(minutes));
    }

    @Test
    void a_rate_limit_is_a_number_per_duration() {
        Config.RateLimitSettings limits = load(Map.of(
                        "SKEIN_RATE_LIMITS_PER_USER", "100/1m", "SKEIN_RATE_LIMITS_PER_APP", "1000/1h"))
                .config()
                .rateLimits();

        assertThat(limits.perUser()).isEqualTo(rate(100, 1));
        assertThat(limits.perApp()).contains(rate(1000, 60));
    }

    @Test
    void the_documented_file_is_valid() {
        Settings copied = Settings.load(Optional.of(Path.of("conf/skein.yaml")), Map.of(), folder);

        assertThat(copied.config()).isEqualTo(load(Map.of()).config());
    }

    @Test
    void the_environment_overrides_the_file_and_the_file_the_defaults() throws IOException {
        write("skein.yaml", """
                http:
                  port: 8181
                  host: 127.0.0.1
                """);

        Config config = load(Map.of("SKEIN_HTTP_PORT", "8282")).config();

        assertThat(config.http().port()).isEqualTo(8282);
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
        assertThat(config.ops().port()).isEqualTo(9090);
    }

    @Test
    void the_file_in_conf_is_found_before_the_one_beside_the_jar() throws IOException {
        write("skein.yaml", "http.port: 1");
        Files.createDirectory(folder.resolve("conf"));
        write("conf/skein.yaml", "http.port: 2");

        assertThat(load(Map.of()).config().http().port()).isEqualTo(2);
    }

    @Test
    void every_key_has_its_own_environment_variable() {
        List<String> variables = Settings.keys().stream()
                .map(SettingsSchema::environmentVariable)
                .toList();

        assertThat(variables).doesNotHaveDuplicates().contains("SKEIN_HTTP_PORT", "SKEIN_AUTH_PASSWORD_GRANT");
        for (String key : Settings.keys()) {
            Setting unchanged = load(Map.of()).get(key);
            Settings settings = load(Map.of(SettingsSchema.environmentVariable(key), unchanged.text()));
            assertThat(settings.get(key).text()).as(key).isEqualTo(unchanged.text());
        }
    }

    @Test
    void lists_are_separated_by_commas_in_the_environment() {
        Config config = load(Map.of("SKEIN_CLUSTER_MEMBERS", "one:5701, two:5701", "SKEIN_ROLES", "api,stream"))
                .config();

        assertThat(config.cluster().members()).containsExactly("one:5701", "two:5701");
        assertThat(config.roles()).isEqualTo(Set.of(Role.API, Role.STREAM));
    }

    @Test
    void a_rule_of_the_instance_may_contain_commas() throws IOException {
        write("skein.yaml", """
                instance:
                  description: Birds, and those who watch them
                  rules:
                    - Be kind, always
                    - No cats
                """);

        assertThat(load(Map.of()).config().instance().rules()).containsExactly("Be kind, always", "No cats");
        assertThat(load(Map.of()).config().instance().description()).isEqualTo("Birds, and those who watch them");
        assertThat(load(Map.of("SKEIN_INSTANCE_RULES", "Be kind, always\nNo cats\n"))
                        .config()
                        .instance()
                        .rules())
                .containsExactly("Be kind, always", "No cats");
        assertThat(load(Map.of("SKEIN_INSTANCE_RULES", "Be kind,No cats"))
                        .config()
                        .instance()
                        .rules())
                .containsExactly("Be kind", "No cats");
    }

    @Test
    void the_title_of_the_instance_is_its_domain_by_default() {
        assertThat(load(Map.of("SKEIN_DOMAIN", "skein.example"))
                        .config()
                        .instance()
                        .title())
                .isEqualTo("skein.example");
        assertThat(load(Map.of("SKEIN_HTTP_PORT", "0"))
                        .config()
                        .withPorts(8181, 9191)
                        .instance()
                        .title())
                .isEqualTo("localhost:8181");
    }

    @Test
    void a_secret_can_be_read_from_a_file() throws IOException {
        Path secret = write("secret", "postgresql://skein:hush@db/skein\n");

        Settings settings = load(Map.of("SKEIN_POSTGRES_URI_FILE", secret.toString()));

        assertThat(settings.config().postgres().uri()).isEqualTo("postgresql://skein:hush@db/skein");
        assertThat(settings.print()).doesNotContain("hush");
    }

    @Test
    void the_cluster_secret_is_masked_everywhere() throws IOException {
        Path secret = write("cluster-secret", "sixteen-or-longer\n");

        Settings settings = load(Map.of("SKEIN_CLUSTER_SECRET_FILE", secret.toString()));

        assertThat(settings.config().cluster().secret()).isEqualTo("sixteen-or-longer");
        assertThat(settings.print()).contains("secret: '***'").doesNotContain("sixteen");
        assertThat(settings.config().toString()).doesNotContain("sixteen");
        assertThatThrownBy(() -> load(Map.of("SKEIN_CLUSTER_SECRET", "too-short")))
                .hasMessageContaining("cluster.secret is \"***\"")
                .hasMessageNotContaining("too-short");
    }

    @Test
    void the_secrets_for_own_users_are_masked_everywhere() {
        Settings settings = load(Map.of(
                "SKEIN_OIDC_ISSUER", "https://id.example.org/realm",
                "SKEIN_OIDC_CLIENT_ID", "skein",
                "SKEIN_OIDC_CLIENT_SECRET", "hush-client",
                "SKEIN_PROVISIONING_TOKEN", "hush-token-of-thirty-two-letters"));

        assertThat(settings.config().oidc().clientSecret()).isEqualTo("hush-client");
        assertThat(settings.config().oidc().label()).isEqualTo("Sign in with id.example.org");
        assertThat(settings.config().oidc().scopes()).containsExactly("openid", "profile", "email");
        assertThat(settings.config().provisioning().token()).startsWith("hush");
        assertThat(settings.print())
                .contains("client-secret: '***'", "token: '***'")
                .doesNotContain("hush");
        assertThat(settings.config().toString()).doesNotContain("hush");
    }

    @Test
    void an_empty_variable_is_unset() {
        assertThat(load(Map.of("SKEIN_HTTP_PORT", "")).config().http().port()).isEqualTo(8080);
    }

    @Test
    void variables_injected_by_kubernetes_are_ignored() {
        Map<String, String> injected = Map.of(
                "SKEIN_PORT", "tcp://10.0.0.7:80",
                "SKEIN_HTTP_PORT", "tcp://10.0.0.7:80",
                "SKEIN_SERVICE_HOST", "10.0.0.7",
                "SKEIN_SERVICE_PORT", "80",
                "SKEIN_PORT_80_TCP_ADDR", "10.0.0.7");

        assertThat(load(injected).config().http().port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, http", "localhost:8080, http", "127.0.0.1:9000, http", "[::1]:8080, http",
        "alice.localhost, http", "skein, http", "skein.example, https", "skein.example:8443, https"
    })
    void the_scheme_follows_the_domain(String domain, String scheme) {
        assertThat(load(Map.of("SKEIN_DOMAIN", domain)).config().scheme()).isEqualTo(scheme);
    }

    @Test
    void the_scheme_can_be_set() {
        Config config = load(Map.of("SKEIN_DOMAIN", "10.0.0.7:8080", "SKEIN_SCHEME", "http"))
                .config();

        assertThat(config.scheme()).isEqualTo("http");
    }

    @Test
    void a_default_domain_gets_the_bound_port() {
        Config any = load(Map.of("SKEIN_HTTP_PORT", "0")).config().withPorts(8081, 9091);
        Config second = load(Map.of()).config().withPorts(8081, 9091);
        Config configured =
                load(Map.of("SKEIN_DOMAIN", "skein.example")).config().withPorts(8081, 9091);

        assertThat(any.domain()).isEqualTo("localhost:8081");
        assertThat(second.domain())
                .as("all processes of a deployment share one public name")
                .isEqualTo("localhost:8080");
        assertThat(second.http().port()).isEqualTo(8081);
        assertThat(configured.domain()).isEqualTo("skein.example");
    }

    @Test
    void an_option_overrides_everything() {
        Settings settings = load(Map.of("SKEIN_ROLES", "api")).with("roles", "notify", "--roles");

        assertThat(settings.config().roles()).isEqualTo(Set.of(Role.NOTIFY));
        assertThat(settings.print()).contains("roles: notify  # from --roles");
    }

    @Test
    void redis_and_kafka_are_optional() {
        Config config = load(Map.of("SKEIN_REDIS_URI", "none", "SKEIN_KAFKA_BOOTSTRAP", "none", "SKEIN_ROLES", "all"))
                .config();

        assertThat(config.redis().isDisabled()).isTrue();
        assertThat(config.kafka().isDisabled()).isTrue();
        assertThat(config.postgres().isEmbedded()).isTrue();
        assertThat(load(Map.of("SKEIN_KAFKA_BOOTSTRAP", "none", "SKEIN_ROLES", "api,stream"))
                        .config()
                        .roles())
                .isEqualTo(Set.of(Role.API, Role.STREAM));
    }

    @Test
    void passwords_are_masked() {
        Config config = load(Map.of(
                        "SKEIN_POSTGRES_URI", "postgresql://skein:hush@db/skein", "SKEIN_REDIS_URI", "redis://:hush@r"))
                .config();

        assertThat(config.toString()).doesNotContain("hush").contains("postgresql://skein:***@db/skein");
        assertThatThrownBy(() -> load(Map.of("SKEIN_POSTGRES_URI", "mysql://skein:hush@db/skein")))
                .hasMessageNotContaining("hush");
    }

    private Settings load(Map<String, String> environment) {
        return Settings.load(Optional.empty(), environment, folder);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
