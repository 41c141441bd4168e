package social.skein.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

/** Tests that all text fields have the same rules for length and for texts that show nothing. */
class TextFieldsTest {
    private static final String FAMILY = "👨‍👩‍👧‍👦";
    private static final String BLANK = "\u200b\u2800\u3164\u00ad\u00a0\u2060\ufe0f";

    private static ApiOnlyInstance api;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void open() {
        api = new ApiOnlyInstance();
        alice = api.signUp("alice");
        bob = api.signUp("bob");
    }

    @AfterAll
    static void close() {
        api.close();
    }

    /** A field, its limit in characters, and whether it is required. */
    private record Field(
            String method, String path, Map<String, String> others, String name, int limit, boolean required) {
        HttpResponse<String> send(String text) {
            Map<String, String> form = new HashMap<>(others);
            form.put(name, text);
            return alice.send(method, path.replace("BOB", bob.id()), form);
        }

        @Override
        public String toString() {
            return method + " " + path + " " + name;
        }
    }

    static Stream<Arguments> fields() {
        String profile = "/api/v1/accounts/update_credentials";
        return Stream.of(
                        new Field("PATCH", profile, Map.of(), "display_name", 30, false),
                        new Field("PATCH", profile, Map.of(), "note", 500, false),
                        new Field(
                                "PATCH",
                                profile,
                                Map.of("fields_attributes[0][value]", "x"),
                                "fields_attributes[0][name]",
                                255,
                                true),
                        new Field(
                                "PATCH",
                                profile,
                                Map.of("fields_attributes[0][name]", "x"),
                                "fields_attributes[0][value]",
                                255,
                                false),
                        new Field("POST", "/api/v1/statuses", Map.of(), "status", 500, true),
                        new Field("POST", "/api/v1/statuses", Map.of("status", ""), "spoiler_text", 500, true),
                        new Field(
                                "POST",
                                "/api/v1/statuses",
                                Map.of("status", "", "poll[options][0]", "a", "poll[expires_in]", "3600"),
                                "poll[options][1]",
                                50,
                                true),
                        new Field("POST", "/api/v1/lists", Map.of(), "title", 256, true),
                        new Field("POST", "/api/v2/filters", Map.of("context[]", "home"), "title", 256, true),
                        new Field("POST", "/api/v1/filters", Map.of("context[]", "home"), "phrase", 200, true),
                        new Field(
                                "POST",
                                "/api/v2/filters",
                                Map.of("context[]", "home", "title", "x"),
                                "keywords_attributes[0][keyword]",
                                200,
                                false),
                        new Field("POST", "/api/v1/accounts/BOB/note", Map.of(), "comment", 2_000, false),
                        new Field("POST", "/api/v1/reports", Map.of("account_id", "BOB"), "comment", 1_000, false),
                        new Field("POST", "/api/v1/apps", Map.of("redirect_uris", "x://"), "client_name", 100, true))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_field_takes_as_many_characters_as_its_limit(Field field) {
        Field actual = forBob(field);
        int limit = actual.name().equals("spoiler_text") ? actual.limit() - 1 : actual.limit();
        Map<String, String> others = new HashMap<>(actual.others());
        if (actual.name().equals("spoiler_text")) {
            others.put("status", "x");
        }
        Field complete = new Field(actual.method(), actual.path(), others, actual.name(), limit, actual.required());
        assertThat(complete.send(FAMILY.repeat(limit)).statusCode()).isEqualTo(200);
        assertThat(complete.send("e\u0301".repeat(limit)).statusCode()).isEqualTo(200);
        HttpResponse<String> tooLong = complete.send(FAMILY.repeat(limit + 1));
        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(new JsonObject(tooLong.body()).getString("error")).contains(Integer.toString(actual.limit()));
        assertThat(complete.send("a" + "\u0301".repeat(60 * (limit + 1))).statusCode())
                .as("very many marks on one letter")
                .isEqualTo(422);
    }

    @ParameterizedTest
    @MethodSource("fields")
    void a_text_that_shows_nothing_is_treated_as_an_empty_one(Field field) {
        Field actual = forBob(field);
        HttpResponse<String> empty = actual.send("");
        HttpResponse<String> blank = actual.send(BLANK);
        assertThat(blank.statusCode()).isEqualTo(empty.statusCode()).isEqualTo(actual.required() ? 422 : 200);
        assertThat(blank.body()).doesNotContain("\u3164");
        if (actual.required()) {
            assertThat(blank.body()).isEqualTo(empty.body());
        }
    }

    @Test
    void a_content_warning_that_shows_nothing_is_none() {
        JsonObject post = alice.posts(Map.of("status", "hello", "spoiler_text", BLANK));
        assertThat(post.getString("spoiler_text")).isEmpty();
        assertThat(post.getString("content")).isEqualTo("<p>hello</p>");
    }

    @Test
    void lines_that_show_nothing_are_empty_lines() {
        assertThat(alice.posts("a\n \n\u200b\nb\n\u3164").getString("content")).isEqualTo("<p>a</p><p>b</p>");
        JsonObject account = new JsonObject(
                alice.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("note", "a\n\u2800\n \nb"))
                        .body());
        assertThat(account.getString("note")).isEqualTo("<p>a</p><p>b</p>");
    }

    private static Field forBob(Field field) {
        Map<String, String> others = new HashMap<>(field.others());
        others.replaceAll((name, value) -> value.equals("BOB") ? bob.id() : value);
        return new Field(field.method(), field.path(), others, field.name(), field.limit(), field.required());
    }
}
