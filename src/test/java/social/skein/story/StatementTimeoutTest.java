package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Jdbc;
import social.skein.support.Person;

/** Tests that a stuck process does not block the others. */
class StatementTimeoutTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    @Test
    void a_process_frozen_in_a_transaction_does_not_freeze_the_others() throws Exception {
        Person alice = api.signUp("alice");
        try (Connection frozen = Jdbc.connect(api.postgres());
                Statement statement = frozen.createStatement()) {
            frozen.setAutoCommit(false);
            statement.execute("select next_id(shard_of(" + alice.id() + "))");

            HttpResponse<String> response = CompletableFuture.supplyAsync(
                            () -> alice.send("POST", "/api/v1/statuses", Map.of("status", "Is anybody there?")))
                    .get(15, TimeUnit.SECONDS);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            frozen.rollback();
        }
        assertThat(alice.posts("Now somebody is").getString("id")).isNotBlank();
    }
}
