package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Whatever a client gets wrong is said in JSON, with the status the contract names, and changes nothing. */
class InputValidationTest {
    private static TestDeployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(1);
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/timelines/home?limit=-1, 400, Parameter limit should not be negative",
        "GET, /api/v1/timelines/home?max_id=abc, 400, 'Parameter max_id should be an id, which is decimal digits'",
        "GET, /api/v1/statuses/1, 404, Record not found",
        "GET, /api/v1/statuses/abc, 404, Record not found",
        "GET, /api/v1/accounts/99999999999999999999, 404, Record not found",
        "POST, /api/v1/accounts/1/follow, 404, Record not found",
        "POST, /api/v1/statuses/1/favourite, 404, Record not found",
        "DELETE, /api/v1/statuses/1, 404, Record not found",
        "GET, /api/v1/nothing/here, 404, Not found",
        "GET, /api/v1/accounts/lookup?acct=nobody, 404, Record not found"
    })
    void is_answered_with_a_sentence(String method, String path, int status, String error) {
        HttpResponse<String> answer = alice.send(method, path, Map.of());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    @Test
    void an_empty_post_is_not_posted() {
        HttpResponse<String> answer = alice.send("POST", "/api/v1/statuses", Map.of("status", "  "));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Validation failed: Text can't be blank\"}");
    }

    @Test
    void a_stranger_is_asked_for_a_token() {
        Person stranger = alice.withToken("made-up");

        HttpResponse<String> answer = stranger.send("GET", "/api/v1/timelines/home", Map.of());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The access token is invalid\"}");
    }
}
