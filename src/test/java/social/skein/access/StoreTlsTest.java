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

/** Stores that are reached by TLS, and believed only where they show a certificate that was vouched for. */
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
    static void guard() throws Exception {
        AvailableStores.assumeKafka();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        trustedCertificate = SelfSignedCertificate.generate(folder.resolve("theirs"));
        untrustedCertificate = SelfSignedCertificate.generate(folder.resolve("another"));
        vertx = Vertx.vertx();
        redis = tlsTo(URI.create(TestStores.isolated().redisUri()));
        kafka = SaslKafkaBroker.start(folder, trustedCertificate, "skein", "cor/rect:horse");
        guardPostgres();
    }

    /** PostgreSQL does both from now on: with TLS and without. */
    private static void guardPostgres() throws Exception {
        try (TestDeployment anybody = TestDeployment.unstarted()) {
            Path data = Path.of(anybody.sql("show data_directory").get(0));
            Files.setOwner(trustedCertificate.key(), Files.getOwner(data));
            anybody.sql("alter system set ssl_cert_file = '" + trustedCertificate.certificate() + "'");
            anybody.sql("alter system set ssl_key_file = '" + trustedCertificate.key() + "'");
            anybody.sql("alter system set ssl = on");
            anybody.sql("select pg_reload_conf()");
            TestDeployment.eventually(
                    "PostgreSQL speaks TLS", () -> anybody.sql("show ssl").equals(List.of("on")));
        }
    }

    /** Redis behind a door that speaks TLS. */
    private static int tlsTo(URI store) {
        NetClient client = vertx.createNetClient();
        NetServer server = vertx.createNetServer(new NetServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(trustedCertificate.certificate().toString())
                                .addKeyPath(trustedCertificate.key().toString())))
                .connectHandler(here -> {
                    here.pause();
                    client.connect(store.getPort(), store.getHost())
                            .onSuccess(there -> {
                                here.pipeTo(there);
                                there.pipeTo(here);
                            })
                            .onFailure(refused -> here.close());
                });
        return Blocking.await(server.listen(0, "127.0.0.1"), TIMEOUT, "Listening")
                .actualPort();
    }

    @AfterAll
    static void end() throws Exception {
        kafka.close();
        Blocking.await(vertx.close(), TIMEOUT, "Closing");
        try (TestDeployment anybody = TestDeployment.unstarted()) {
            anybody.sql("alter system reset ssl");
            anybody.sql("select pg_reload_conf()");
        }
    }

    @Test
    void all_three_are_reached_and_nothing_is_sent_in_the_open() {
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
            String post = alice.posts("Nobody on the way reads this").getString("id");
            deployment.settle();

            assertThat(bob.home()).contains(post);
            assertThat(deployment.readiness(0).getString("status")).isEqualTo("ready");
            assertThat(deployment.sql("select count(*) from pg_stat_ssl join pg_stat_activity using (pid)"
                            + " where datname = current_database() and not ssl and pid <> pg_backend_pid()"))
                    .containsExactly("0");
        }
    }

    @Test
    void a_postgresql_that_somebody_else_vouches_for_is_not_spoken_to() {
        refusesToStart(onPostgres("localhost", "verify-full", untrustedCertificate), Map.of(), "PKIX");
        refusesToStart(onPostgres("localhost", "require", untrustedCertificate), Map.of(), "PKIX");
    }

    @Test
    void nor_is_one_that_shows_another_name_but_where_the_name_does_not_count() {
        refusesToStart(onPostgres("127.0.0.1", "verify-full", trustedCertificate), Map.of(), "hostname 127.0.0.1");
        try (TestDeployment deployment = onPostgres("127.0.0.1", "verify-ca", trustedCertificate)) {
            deployment.start(Map.of());
            assertThat(deployment.readiness(0).getString("postgres")).isEqualTo("up");
        }
    }

    @Test
    void nor_is_such_a_kafka() {
        refusesToStart(
                onPostgres("localhost", "require", trustedCertificate),
                Map.of("SKEIN_KAFKA_BOOTSTRAP", brokers(untrustedCertificate)),
                "SSL handshake failed");
    }

    @Test
    void such_a_redis_is_as_good_as_away() {
        try (TestDeployment deployment = onPostgres("localhost", "require", trustedCertificate)) {
            deployment.start(Map.of("SKEIN_REDIS_URI", redisUri("127.0.0.1", trustedCertificate)));
            Person alice = deployment.signUp("alice");
            String post = alice.posts("And yet it works").getString("id");

            assertThat(alice.home()).contains(post);
            assertThat(deployment.readiness(0).getString("redis")).isEqualTo("down");
        }
    }

    private static void refusesToStart(TestDeployment deployment, Map<String, String> settings, String why) {
        try (deployment) {
            assertThatThrownBy(() -> deployment.start(settings)).hasMessageContaining(why);
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
