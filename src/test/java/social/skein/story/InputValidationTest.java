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

/** Tests that an invalid request gets a JSON error with the documented status and changes nothing. */
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
    void an_invalid_request_gets_an_error_message(String method, String path, int status, String error) {
        HttpResponse<String> response = alice.send(method, path, Map.of());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(response.body()).isEqualTo("{\"error\":\"" + error + "\"}");
    }

    @Test
    void an_empty_post_is_not_posted() {
        HttpResponse<String> response = alice.send("POST", "/api/v1/statuses", Map.of("status", "  "));

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).isEqualTo("{\"error\":\"Validation failed: Text can't be blank\"}");
    }

    @Test
    void an_unknown_token_is_rejected() {
        Person stranger = alice.withToken("made-up");

        HttpResponse<String> response = stranger.send("GET", "/api/v1/timelines/home", Map.of());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"error\":\"The access token is invalid\"}");
    }
}
