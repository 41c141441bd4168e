package social.skein.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import social.skein.objectstore.S3Server;

/** Tests the verification of media in an S3 bucket, and what is said while the bucket cannot be reached. */
class S3VerificationTest extends MediaVerificationContract {
    private static final String NOWHERE = "http://127.0.0.1:1";

    private S3Server server;

    @Override
    void prepare() throws Exception {
        server = S3Server.start(Files.createTempDirectory(folder, "s3"));
    }

    @AfterAll
    void stopStore() throws Exception {
        server.close();
    }

    @Override
    Map<String, String> storeSettings() {
        return settings(server.endpoint(), "skein");
    }

    @Override
    Map<String, String> emptyStore() {
        return settings(server.endpoint(), "other");
    }

    private static Map<String, String> settings(String endpoint, String prefix) {
        return new HashMap<>(Map.of(
                "media.store",
                "s3",
                "media.s3.endpoint",
                endpoint,
                "media.s3.bucket",
                S3Server.BUCKET,
                "media.s3.prefix",
                prefix,
                "media.s3.access-key",
                S3Server.ACCESS_KEY,
                "media.s3.secret-key",
                S3Server.SECRET_KEY,
                "media.s3.path-style",
                "true"));
    }

    @Test
    void an_unreachable_store_is_named_and_only_degrades_a_process() throws Exception {
        CommandResult refused = run(settings(NOWHERE, "skein"), Stream.of("media", "verify"));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Checking the object store failed", NOWHERE, "cannot be reached");

        CommandResult doctor = run(settings(NOWHERE, "skein"), Stream.of("doctor"));
        assertThat(doctor.out()).contains("fail  The object store at " + NOWHERE + "/media cannot be used");
        assertThat(run(storeSettings(), Stream.of("doctor")).out())
                .contains("ok    The object store at " + server.endpoint() + "/media can be written");

        deployment.start(Map.of(
                "SKEIN_MEDIA_STORE", "s3",
                "SKEIN_MEDIA_S3_ENDPOINT", NOWHERE,
                "SKEIN_MEDIA_S3_BUCKET", S3Server.BUCKET,
                "SKEIN_MEDIA_S3_ACCESS_KEY", S3Server.ACCESS_KEY,
                "SKEIN_MEDIA_S3_SECRET_KEY", S3Server.SECRET_KEY));
        JsonObject away = deployment.readiness(1);
        assertThat(away.getString("status")).isEqualTo("degraded");
        assertThat(away.getString("media")).isEqualTo("down");
        deployment.stop(1);
        assertThat(deployment.readiness(0).getString("media")).isEqualTo("up");
    }
}
