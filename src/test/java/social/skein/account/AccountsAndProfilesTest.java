package social.skein.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.signup.SignUpCredentials;
import social.skein.support.AuthTestServer;
import social.skein.support.AuthTestServer.TestResponse;
import social.skein.support.OAuthClient;

class AccountsAndProfilesTest {
    private static AuthTestServer server;
    private static AccountId alice;
    private static AccountId bob;
    private static String token;

    @BeforeAll
    static void start() {
        server = new AuthTestServer(true);
        alice = server.signUp("Alice");
        bob = server.signUp("bob_the_bird");
        server.signUp("bobby");
        token = "Bearer " + new OAuthClient(server, "urn:ietf:wg:oauth:2.0:oob", "read write").obtainToken("alice");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice|new@birds.example|long enough|Username has already been taken",
                "ALICE|new@birds.example|long enough|Username has already been taken",
                "new|Alice@Birds.example|long enough|E-mail address has already been taken",
                "''|new@birds.example|long enough|Username can't be blank",
                "a-b|new@birds.example|long enough|Username must contain only letters, numbers and underscores",
                "a234567890123456789012345678901|new@birds.example|long enough|Username is too long (maximum is 30 characters)",
                "ålice|new@birds.example|long enough|Username must contain only letters, numbers and underscores",
                "new|birds.example|long enough|E-mail address is invalid",
                "new|a@b@c|long enough|E-mail address is invalid",
                "new|new@birds.example|short|Password is too short (minimum is 8 characters)",
            })
    void an_invalid_sign_up_names_the_broken_rule(String username, String email, String password, String wrong) {
        assertThatThrownBy(() -> AuthTestServer.await(
                        server.signUps().register(new SignUpCredentials(username, email, password))))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessage("Validation failed: " + wrong);
    }

    @Test
    void concurrent_sign_ups_share_no_name() {
        List<Future<AccountId>> both = IntStream.range(0, 2)
                .mapToObj(i -> server.accounts.create(new NewAccount("twin", "twin" + i + "@birds.example", "none")))
                .toList();
        AuthTestServer.await(Future.join(both).otherwiseEmpty());
        assertThat(both.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(server.sql("select 1 from credential where email like 'twin%'")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void an_account_has_every_member_that_clients_read() {
        TestResponse response = server.get("/api/v1/accounts/" + alice);

        assertThat(response.json().fieldNames())
                .containsExactly(
                        "id",
                        "username",
                        "acct",
                        "display_name",
                        "locked",
                        "bot",
                        "discoverable",
                        "indexable",
                        "group",
                        "created_at",
                        "note",
                        "url",
                        "uri",
                        "avatar",
                        "avatar_static",
                        "avatar_description",
                        "header",
                        "header_static",
                        "header_description",
                        "followers_count",
                        "following_count",
                        "statuses_count",
                        "last_status_at",
                        "hide_collections",
                        "noindex",
                        "moved",
                        "emojis",
                        "roles",
                        "fields");
        assertThat(response.json().getString("id")).isEqualTo(alice.toString());
        assertThat(response.json().getString("acct")).isEqualTo("Alice");
        assertThat(response.json().getString("url")).isEqualTo("https://skein.example/@Alice");
        assertThat(response.json().getString("created_at")).matches("\\d{4}-\\d\\d-\\d\\dT00:00:00\\.000Z");
        assertThat(response.json().getString("avatar")).isEqualTo("https://skein.example/avatars/original/missing.png");
        TestResponse picture = server.get("/headers/original/missing.png");
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.header("Cache-Control")).isEqualTo("public, max-age=31536000");
        assertThat(picture.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void profile_input_is_escaped() {
        JsonObject updated = server.json(
                        HttpMethod.PATCH,
                        "/api/v1/accounts/update_credentials",
                        new JsonObject()
                                .put("display_name", "Alice <3")
                                .put("note", "I <script>fly</script>\nhigh\n\n\"and\" far")
                                .put("locked", true)
                                .put("id", "1")
                                .put("followers_count", 1_000_000)
                                .put("source", new JsonObject().put("privacy", "private")),
                        "Authorization",
                        token)
                .json();

        assertThat(updated.getString("id")).isEqualTo(alice.toString());
        assertThat(updated.getInteger("followers_count")).isZero();
        assertThat(updated.getString("display_name")).isEqualTo("Alice <3");
        assertThat(updated.getString("note"))
                .isEqualTo("<p>I &lt;script&gt;fly&lt;/script&gt;<br />high</p><p>&quot;and&quot; far</p>");
        assertThat(updated.getBoolean("locked")).isTrue();
        assertThat(updated.getJsonObject("source").getString("note")).startsWith("I <script>");
        assertThat(updated.getJsonObject("source").getString("privacy")).isEqualTo("private");
        assertThat(updated.getJsonObject("role").getString("permissions")).isEqualTo("0");
        TestResponse cleared = AuthTestServer.await(
                server.form("/api/v1/accounts/update_credentials?_", Map.of("note", ""), "Authorization", token));
        assertThat(cleared.status()).isEqualTo(404);
        JsonObject after = server.send(
                        HttpMethod.PATCH,
                        "/api/v1/accounts/update_credentials?note=&source[privacy]=public&locked=false",
                        Buffer.buffer(),
                        "Authorization",
                        token)
                .json();
        assertThat(after.getString("note")).isEmpty();
        assertThat(after.getString("display_name")).isEqualTo("Alice <3");
    }

    @Test
    void a_profile_has_fields_with_links_and_posting_defaults() {
        String bobbysToken =
                "Bearer " + new OAuthClient(server, "urn:ietf:wg:oauth:2.0:oob", "read write").obtainToken("bobby");
        JsonObject updated = server.json(
                        HttpMethod.PATCH,
                        "/api/v1/accounts/update_credentials",
                        new JsonObject()
                                .put("note", "see https://birds.example/a?b=\"c&d now")
                                .put("indexable", true)
                                .put("hide_collections", "true")
                                .put(
                                        "source",
                                        new JsonObject().put("sensitive", true).put("language", "de"))
                                .put(
                                        "fields_attributes",
                                        new JsonObject()
                                                .put(
                                                        "1",
                                                        new JsonObject()
                                                                .put("name", "<i>")
                                                                .put("value", "<b>bold"))
                                                .put("0", field("Nest", "https://www.birds.example/nest"))
                                                .put("2", field("", ""))),
                        "Authorization",
                        bobbysToken)
                .json();

        assertThat(updated.getString("note"))
                .startsWith("<p>see <a href=\"https://birds.example/a?b=\" rel=\"nofollow noopener\"");
        assertThat(updated.getBoolean("indexable")).isTrue();
        assertThat(updated.getBoolean("hide_collections")).isTrue();
        assertThat(updated.getJsonArray("fields")).hasSize(2);
        assertThat(updated.getJsonArray("fields").getJsonObject(0).getString("value"))
                .isEqualTo("<a href=\"https://www.birds.example/nest\" rel=\"nofollow noopener\" target=\"_blank\">"
                        + "<span class=\"invisible\">https://www.</span><span class=\"\">birds.example/nest</span>"
                        + "<span class=\"invisible\"></span></a>");
        assertThat(updated.getJsonArray("fields").getJsonObject(1).getString("value"))
                .isEqualTo("&lt;b&gt;bold");
        JsonObject source = updated.getJsonObject("source");
        assertThat(source.getJsonArray("fields").getJsonObject(1).getString("value"))
                .isEqualTo("<b>bold");
        assertThat(source.getInteger("follow_requests_count")).isZero();
        assertThat(source.getString("language")).isEqualTo("de");
        assertThat(server.get("/api/v1/preferences", "Authorization", bobbysToken)
                        .body())
                .contains("\"posting:default:sensitive\":true", "\"posting:default:language\":\"de\"");

        String form = "--x\r\nContent-Disposition: form-data; name=\"display_name\"\r\n\r\nBobby\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"fields_attributes[0][name]\"\r\n\r\nOnly\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"fields_attributes[0][value]\"\r\n\r\none\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"source[language]\"\r\n\r\n\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"\"\r\n\r\n\r\n--x--\r\n";
        JsonObject after = server.send(
                        HttpMethod.PATCH,
                        "/api/v1/accounts/update_credentials",
                        Buffer.buffer(form),
                        "Authorization",
                        bobbysToken,
                        "Content-Type",
                        "multipart/form-data; boundary=x")
                .json();
        assertThat(after.getString("display_name")).isEqualTo("Bobby");
        assertThat(after.getJsonArray("fields")).hasSize(1);
        assertThat(after.getJsonObject("source").getValue("language")).isNull();

        JsonObject unset = server.json(
                        HttpMethod.PATCH,
                        "/api/v1/accounts/update_credentials",
                        new JsonObject().put("fields_attributes", "undefined"),
                        "Authorization",
                        bobbysToken)
                .json();
        assertThat(unset.getJsonArray("fields")).as("a client without fields").hasSize(1);

        JsonObject profile = server.json(
                        HttpMethod.PUT,
                        "/api/v1/profile",
                        new JsonObject().put("locked", false).put("fields_attributes", new JsonArray()),
                        "Authorization",
                        bobbysToken)
                .json();
        assertThat(profile.getJsonArray("fields")).isEmpty();
        assertThat(profile.getString("note")).startsWith("see https://");
        assertThat(server.get("/api/v1/profile", "Authorization", bobbysToken).json())
                .isEqualTo(profile);
        assertThat(server.get("/api/v1/profile").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH,/api/v1/accounts/update_credentials,avatar",
        "PATCH,/api/v1/accounts/update_credentials,header",
        "PATCH,/api/v1/profile,avatar",
        "PUT,/api/v1/profile,header"
    })
    void an_update_with_a_picture_that_is_no_file_is_refused_as_a_whole(String method, String path, String picture) {
        String before = ownAccount();

        TestResponse refused = server.json(
                HttpMethod.valueOf(method),
                path,
                new JsonObject().put("display_name", "Changed").put(picture, "data:image/png;base64,AAAA"),
                "Authorization",
                token);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getString("error"))
                .isEqualTo("Validation failed: " + picture + " should be an uploaded file, or empty to remove it");
        assertThat(ownAccount()).isEqualTo(before);
    }

    private static String ownAccount() {
        return server.get("/api/v1/accounts/verify_credentials", "Authorization", token)
                .body();
    }

    @Test
    void a_picture_that_is_empty_or_undefined_changes_nothing() {
        for (String none : List.of("", "undefined")) {
            assertThat(server.json(
                                    HttpMethod.PATCH,
                                    "/api/v1/accounts/update_credentials",
                                    new JsonObject().put("avatar", none),
                                    "Authorization",
                                    token)
                            .status())
                    .isEqualTo(200);
        }
    }

    private static JsonObject field(String name, String value) {
        return new JsonObject().put("name", name).put("value", value);
    }

    @Test
    void invalid_profile_values_are_rejected() {
        for (JsonObject wrong : List.of(
                new JsonObject().put("fields_attributes", new JsonArray(Collections.nCopies(5, field("a", "b")))),
                new JsonObject().put("fields_attributes", new JsonArray().add(field("", "b"))),
                new JsonObject().put("fields_attributes", new JsonArray().add(field("a", "b".repeat(256)))),
                new JsonObject().put("source", new JsonObject().put("language", "<b>")),
                new JsonObject().put("source", new JsonObject().put("privacy", "secret")))) {
            assertThat(server.json(
                                    HttpMethod.PATCH,
                                    "/api/v1/accounts/update_credentials",
                                    wrong,
                                    "Authorization",
                                    token)
                            .status())
                    .as(wrong.encode())
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "display_name,31,Display name is too long (maximum is 30 characters)",
        "note,501,Note is too long (maximum is 500 characters)"
    })
    void profile_texts_have_a_maximum_length(String name, int length, String wrong) {
        TestResponse response = server.json(
                HttpMethod.PATCH,
                "/api/v1/accounts/update_credentials",
                new JsonObject().put(name, "x".repeat(length)),
                "Authorization",
                token);
        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().getString("error")).isEqualTo("Validation failed: " + wrong);
    }

    @ParameterizedTest
    @CsvSource({
        "alice,200",
        "ALICE,200",
        "@alice,200",
        "alice@skein.example,200",
        "@Alice@SKEIN.example,200",
        "alice@elsewhere.example,404",
        "nobody,404",
        "%25,404",
        "%00,400",
    })
    void accounts_are_looked_up_by_handle(String acct, int status) {
        assertThat(server.get("/api/v1/accounts/lookup?acct=" + acct).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "bob,2",
        "BOB_,2",
        "@bobb,2",
        "b%25,0",
        "b_b,0",
        "bobby@skein.example,1",
        "@bobby@elsewhere.example,0",
        "https://skein.example/@bobby&resolve=true,1",
        "https://skein.example/@bobby,1",
        "https://elsewhere.example/@bobby&resolve=true,0",
        "bob&limit=1,1",
        "bob&offset=1,1",
        "'',0",
    })
    void accounts_are_found_by_prefix_or_similarity(String query, int found) {
        TestResponse response = server.get("/api/v1/accounts/search?q=" + query, "Authorization", token);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.jsonArray()).hasSize(found);
    }

    @Test
    void an_unknown_or_malformed_id_is_not_found() {
        for (String id : List.of("1", "x", "99999999999999999999", "-1", "0x1")) {
            TestResponse response = server.get("/api/v1/accounts/" + id);
            assertThat(response.status()).as(id).isEqualTo(404);
            assertThat(response.body()).isEqualTo("{\"error\":\"Record not found\"}");
        }
        assertThat(server.get("/api/v1/accounts?id[]=" + bob + "&id[]=1&id[]=" + alice).jsonArray().stream()
                        .map(account -> ((JsonObject) account).getString("id")))
                .containsExactly(bob.toString(), alice.toString());
        assertThat(server.get("/api/v1/accounts?id=" + bob).jsonArray()).hasSize(1);
    }

    @Test
    void concurrent_updates_of_counters_add_up() {
        AccountId star = server.signUp("star");
        List<Future<Void>> follows = IntStream.range(0, 40)
                .mapToObj(i -> new AccountId((long) i << 10))
                .map(follower -> server.db.transaction(transaction -> transaction
                        .nextId(SnowflakeIds.shard(follower.value()))
                        .compose(id -> server.counters.addFollow(transaction, follower, star, 1))))
                .toList();
        AuthTestServer.await(Future.all(follows));
        AuthTestServer.await(server.db.transaction(transaction -> server.counters
                .addStatuses(transaction, star, 1)
                .compose(posted -> server.counters.addStatuses(transaction, star, 1))
                .compose(posted -> server.counters.addStatuses(transaction, star, -1))));

        Account counted = AuthTestServer.await(server.accounts.get(star));

        assertThat(counted.counts().followers()).isEqualTo(40);
        assertThat(counted.counts().following()).isZero();
        assertThat(counted.counts().statuses()).isEqualTo(1);
        assertThat(counted.counts().lastStatusAt()).as("no status is stored").isEmpty();
        assertThat(server.sql("select 1 from account_counter where account_id = $1", star.value())
                        .size())
                .isEqualTo(5);
    }
}
