package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.app.Blocking;
import social.skein.embedded.SaslKafkaBroker;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.SelfSignedCertificate;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests connections to the stores over TLS, which require a trusted certificate. */
class StoreTlsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static SelfSignedCertificate trustedCertificate;
    private static SelfSignedCertificate untrustedCertificate;
    private static Vertx vertx;
    private static int redis;
    private static SaslKafkaBroker kafka;

    @BeforeAll
    static void start() throws Exception {
        AvailableStores.assumeKafka();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        trustedCertificate = SelfSignedCertificate.generate(folder.resolve("theirs"));
        untrustedCertificate = SelfSignedCertificate.generate(folder.resolve("another"));
        vertx = Vertx.vertx();
        redis = tlsTo(URI.create(TestStores.isolated().redisUri()));
        kafka = SaslKafkaBroker.start(folder, trustedCertificate, "skein", "cor/rect:horse");
        enablePostgresTls();
    }

    /** Enables TLS in PostgreSQL, which still accepts plain connections. */
    private static void enablePostgresTls() throws Exception {
        try (TestDeployment server = TestDeployment.unstarted()) {
            Path data = Path.of(server.sql("show data_directory").get(0));
            Files.setOwner(trustedCertificate.key(), Files.getOwner(data));
            server.sql("alter system set ssl_cert_file = '" + trustedCertificate.certificate() + "'");
            server.sql("alter system set ssl_key_file = '" + trustedCertificate.key() + "'");
            server.sql("alter system set ssl = on");
            server.sql("select pg_reload_conf()");
            TestDeployment.eventually(
                    "PostgreSQL accepts TLS", () -> server.sql("show ssl").equals(List.of("on")));
        }
    }

    /** Starts a TLS proxy in front of Redis. */
    private static int tlsTo(URI store) {
        NetClient client = vertx.createNetClient();
        NetServer server = vertx.createNetServer(new NetServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(trustedCertificate.certificate().toString())
                                .addKeyPath(trustedCertificate.key().toString())))
                .connectHandler(front -> {
                    front.pause();
                    client.connect(store.getPort(), store.getHost())
                            .onSuccess(back -> {
                                front.pipeTo(back);
                                back.pipeTo(front);
                            })
                            .onFailure(failure -> front.close());
                });
        return Blocking.await(server.listen(0, "127.0.0.1"), TIMEOUT, "Listening")
                .actualPort();
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        try (TestDeployment server = TestDeployment.unstarted()) {
            server.sql("alter system reset ssl");
            server.sql("select pg_reload_conf()");
        }
    }

    @Test
    void all_stores_are_reached_over_tls_only() {
        try (TestDeployment deployment = onPostgres("localhost", "verify-full", trustedCertificate)) {
            deployment.start(Map.of(
                    "SKEIN_REDIS_URI",
                    redisUri("localhost", trustedCertificate),
                    "SKEIN_KAFKA_BOOTSTRAP",
                    brokers(trustedCertificate)));
            Person alice = deployment.signUp("alice");
            Person bob = deployment.signUp("bob");
            bob.follows(alice);
            deployment.awaitRebuilds(1, bob);
            String post = alice.posts("Unreadable on the network").getString("id");
            deployment.settle();

            assertThat(bob.home()).contains(post);
            assertThat(deployment.readiness(0).getString("status")).isEqualTo("ready");
            assertThat(deployment.sql("select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
                            + " where datname = current_database() and not ssl and pid <> pg_backend_pid()"))
                    .containsExactly("0");
        }
    }

    @Test
    void an_untrusted_postgresql_certificate_is_rejected() {
        assertStartFails(onPostgres("localhost", "verify-full", untrustedCertificate), Map.of(), "PKIX");
        assertStartFails(onPostgres("localhost", "require", untrustedCertificate), Map.of(), "PKIX");
    }

    @Test
    void a_wrong_hostname_is_rejected_unless_verification_skips_it() {
        assertStartFails(onPostgres("127.0.0.1", "verify-full", trustedCertificate), Map.of(), "hostname 127.0.0.1");
        try (TestDeployment deployment = onPostgres("127.0.0.1", "verify-ca", trustedCertificate)) {
            deployment.start(Map.of());
            assertThat(deployment.readiness(0).getString("postgres")).isEqualTo("up");
        }
    }

    @Test
    void an_untrusted_kafka_certificate_is_rejected() {
        assertStartFails(
                onPostgres("localhost", "require", trustedCertificate),
                Map.of("SKEIN_KAFKA_BOOTSTRAP", brokers(untrustedCertificate)),
                "SSL handshake failed");
    }

    @Test
    void an_untrusted_redis_counts_as_down() {
        try (TestDeployment deployment = onPostgres("localhost", "require", trustedCertificate)) {
            deployment.start(Map.of("SKEIN_REDIS_URI", redisUri("127.0.0.1", trustedCertificate)));
            Person alice = deployment.signUp("alice");
            String post = alice.posts("Works without Redis").getString("id");

            assertThat(alice.home()).contains(post);
            assertThat(deployment.readiness(0).getString("redis")).isEqualTo("down");
        }
    }

    private static void assertStartFails(TestDeployment deployment, Map<String, String> settings, String reason) {
        try (deployment) {
            assertThatThrownBy(() -> deployment.start(settings)).hasMessageContaining(reason);
        }
    }

    private static TestDeployment onPostgres(String host, String mode, SelfSignedCertificate trusted) {
        return TestDeployment.ownedBy(TestStores.isolated().postgresUri().replaceFirst("@[^:]+:", "@" + host + ":")
                + "?sslmode=" + mode + "&sslrootcert=" + trusted.certificate());
    }

    private static String redisUri(String host, SelfSignedCertificate trusted) {
        return TestStores.isolated().redisUri().replaceFirst("redis://(.*)@[^/]+", "rediss://$1@" + host + ":" + redis)
                + "?sslrootcert=" + trusted.certificate();
    }

    private static String brokers(SelfSignedCertificate trusted) {
        return "sasl_ssl://skein:cor%2Frect%3Ahorse@localhost:" + kafka.port() + "?sslrootcert="
                + trusted.certificate();
    }
}
