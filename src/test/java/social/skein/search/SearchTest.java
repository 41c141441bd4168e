package social.skein.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.ApiOnlyInstance;
import social.skein.support.Person;

class SearchTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private Person alice;
    private Person bob;

    @BeforeEach
    void createAccounts() {
        api.sql("truncate status, status_search, status_tag, tag");
        alice = api.signUp("alice");
        bob = api.signUp("bob");
        api.sql("update account set indexable = true where id in (%s, %s)".formatted(alice.id(), bob.id()));
    }

    @Test
    void all_three_lists_are_always_present() {
        for (String query :
                List.of("ali", "%23x&type=hashtags", "x&type=nonsense", "-", "\"", "https://else.where/@x")) {
            JsonObject found = alice.get("/api/v2/search?q=" + query.replace("\"", "%22"));
            assertThat(found.getJsonArray("accounts")).isNotNull();
            assertThat(found.getJsonArray("statuses")).isNotNull();
            assertThat(found.getJsonArray("hashtags")).isNotNull();
        }
        assertThat(alice.send("GET", "/api/v2/search", Map.of()).statusCode()).isEqualTo(400);
        assertThat(alice.send("GET", "/api/v2/search?q=a&limit=-1", Map.of()).statusCode())
                .isEqualTo(400);
        assertThat(alice.send("GET", "/api/v2/search?q=a&type=accounts&offset=-1", Map.of())
                        .statusCode())
                .isEqualTo(400);
        assertThat(alice.withScope("read:statuses")
                        .send("GET", "/api/v2/search?q=a", Map.of())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_anonymous_client_finds_accounts_and_hashtags_on_one_page() {
        alice.posts("seen by all #goose");
        JsonObject found =
                new JsonObject(api.getAnonymously("/api/v2/search?q=goose").body());
        assertThat(found.getJsonArray("hashtags")).hasSize(1);
        assertThat(found.getJsonArray("statuses")).isEmpty();
        for (String more : List.of("&resolve=true", "&type=accounts&offset=1")) {
            assertThat(api.getAnonymously("/api/v2/search?q=goose" + more).statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            en, The geese were flying,       goose,        false
            en, The geese were flying,       fly,          true
            en, The geese were flying,       GEESE flies,  true
            en, The geese were flying,       fl,           true
            de, Wir sahen viele Häuser,      haus,         true
            de, Wir sahen viele Häuser,      hauser,       true
            de, Wir sahen viele Häuser,      sahen-häuser, false
            fr, Nous avons mangé des pommes, manger pomme, true
            fr, Crème brûlée,                creme brulee, true
            ru, Мы видели красивые города,   красивый город, true
            tr, Kitaplar okudum,             kitap,        true
            ja, 今日は東京都へ行きました,      東京,         true
            ja, 今日は東京都へ行きました,      京都,         true
            ja, 今日は東京都へ行きました,      東都,         false
            ja, 今日は東京都へ行きました,      都,           true
            ja, 今日は東京都へ行きました,      行きました,   true
            zh, 我喜欢北京烤鸭,               北京烤鸭,      true
            th, สวัสดีชาวโลก,                 ชาวโลก,       true
            ko, 서울에서 만나요,               서울,         true
            ar, الكتاب على الطاولة,            كتاب,         true
            xx, Some words of Elbonian,      elbon,        true
            xx, مُحَمَّد,                        محمد,         true
            xx, محمد,                        مُحَمَّد,         true
            xx, Łódź i Ærø,                  lodz aero,    true
            xx, lodz,                        Łódź,         true
            de, an der Straße,               strasse,      true
            xx, ёлка,                        елка,         true
            xx, नरम हिन्दी,                     हिंदी,          true
            xx, foo­bar,                     foobar,       true
            xx, Morgen sagte er guten Tag,   «guten Morgen»,  false
            xx, Er sagte guten Morgen,       «guten Morgen»,  true
            xx, Er sagte guten Morgen,       »guten Morgen«,  true
            xx, Er sagte guten Morgen,       « guten Morgen », true
            xx, Morgen sagte er guten Tag,   »guten Morgen«,  false
            xx, Morgen sagte er guten Tag,   ‹guten Morgen›,  false
            xx, Morgen sagte er guten Tag,   ‚guten Morgen‘,  false
            xx, Morgen sagte er guten Tag,   ‘guten Morgen’,  false
            xx, Morgen sagte er guten Tag,   「guten Morgen」, false
            xx, Morgen sagte er guten Tag,   『guten Morgen』, false
            xx, Morgen sagte er guten Tag,   ＂guten Morgen＂, false
            xx, Morgen sagte er guten Tag,   〝guten Morgen〟, false
            xx, Morgen sagte er guten Tag,   ❝guten Morgen❞, false
            xx, Morgen sagte er guten Tag,   “guten Morgen”, false
            xx, Er sagte guten Tag am Morgen, -«guten morgen» sagte, true
            xx, Er sagte guten Morgen,       -«guten morgen» sagte, false
            """)
    void a_word_matches_by_stem_in_its_language(String language, String text, String words, boolean found) {
        String post = alice.posts(Map.of("status", text, "language", language)).getString("id");
        assertThat(statuses(bob, words)).isEqualTo(found ? List.of(post) : List.of());
    }

    @Test
    void an_account_finds_own_posts_mentions_likes_bookmarks_and_public_posts() {
        String open = id(alice.posts("needle in public"));
        String own = id(bob.posts(Map.of("status", "my needle", "visibility", "private")));
        String mention = id(alice.posts(Map.of("status", "a needle for @" + bob.name(), "visibility", "direct")));
        JsonObject liked = alice.posts(Map.of("status", "needle, unlisted", "visibility", "unlisted"));
        JsonObject bookmarked = alice.posts(Map.of("status", "needle bookmarked", "visibility", "unlisted"));
        alice.posts(Map.of("status", "needle hidden", "visibility", "private"));
        assertThat(statuses(bob, "needle")).containsExactly(mention, own, open);

        bob.likes(liked);
        bob.post("/api/v1/statuses/" + id(bookmarked) + "/bookmark", Map.of());
        assertThat(statuses(bob, "needle")).containsExactly(id(bookmarked), id(liked), mention, own, open);
        assertThat(statuses(bob, "needle in:library")).containsExactly(id(bookmarked), id(liked), mention, own);
        assertThat(statuses(bob, "needle in:public")).containsExactly(open);
        assertThat(statuses(alice, "needle")).hasSize(5).doesNotContain(own);

        api.sql("update account set indexable = false where id = " + alice.id());
        assertThat(statuses(bob, "needle in:public"))
                .as("the author disallows indexing")
                .isEmpty();
        assertThat(statuses(alice, "needle in:public")).containsExactly(open);
    }

    @Test
    void deleted_posts_and_posts_of_accounts_that_block_the_viewer_are_not_found() {
        JsonObject post = alice.posts("needle");
        alice.deletes(post);
        assertThat(statuses(bob, "needle")).isEmpty();

        alice.posts("another needle");
        assertThat(statuses(bob, "needle")).hasSize(1);
        api.sql("insert into block (account_id, target_id, id) values (%s, %s, 1)".formatted(alice.id(), bob.id()));
        assertThat(statuses(bob, "needle")).isEmpty();
    }

    @Test
    void an_edited_post_is_found_by_its_current_text() {
        JsonObject post = alice.posts("a needle #before");
        String path = "/api/v1/statuses/" + id(post);
        assertThat(alice.send("PUT", path, Map.of("status", "some thread #after"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(statuses(bob, "needle")).isEmpty();
        assertThat(statuses(bob, "thread")).containsExactly(id(post));
        assertThat(tags("before")).isEmpty();
        assertThat(tags("after")).containsExactly("after");
    }

    @Test
    void a_poll_is_found_by_its_attribute() {
        JsonObject post = alice.post(
                "/api/v1/statuses",
                Map.of(
                        "status", "geese or ducks",
                        "poll[options][0]", "geese",
                        "poll[options][1]", "ducks",
                        "poll[expires_in]", "3600"));
        alice.posts("no poll");

        assertThat(statuses(bob, "has:poll")).containsExactly(id(post));
        assertThat(statuses(bob, "poll -has:poll")).hasSize(1).doesNotContain(id(post));
    }

    @Test
    void operators_restrict_a_search() {
        JsonObject first = alice.posts(Map.of("status", "wild geese https://birds.example/1", "language", "en"));
        JsonObject second = bob.posts(Map.of("status", "geese, wild ones", "language", "de", "sensitive", "true"));
        String third = id(bob.replies(first, "tame geese"));
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String one = id(first);
        String two = id(second);

        assertThat(statuses(bob, "geese")).containsExactly(third, two, one);
        assertThat(statuses(bob, "from:me")).containsExactly(third, two);
        assertThat(statuses(bob, "geese from:@" + alice.name())).containsExactly(one);
        assertThat(statuses(bob, "geese from:" + alice.name() + "@skein.test")).containsExactly(one);
        assertThat(statuses(bob, "geese -from:me")).containsExactly(one);
        assertThat(statuses(bob, "geese from:nobody")).isEmpty();
        assertThat(statuses(bob, "\"wild geese\"")).containsExactly(one);
        assertThat(statuses(bob, "geese -wild")).containsExactly(third);
        assertThat(statuses(bob, "geese -\"wild geese\"")).containsExactly(third, two);
        assertThat(statuses(bob, "has:link geese")).containsExactly(one);
        assertThat(statuses(bob, "has:media geese")).isEmpty();
        assertThat(statuses(bob, "is:reply geese")).containsExactly(third);
        assertThat(statuses(bob, "is:sensitive")).containsExactly(two);
        assertThat(statuses(bob, "-is:sensitive geese")).containsExactly(third, one);
        assertThat(statuses(bob, "language:de")).containsExactly(two);
        assertThat(statuses(bob, "geese during:" + today)).hasSize(3);
        assertThat(statuses(bob, "geese after:" + today)).isEmpty();
        assertThat(statuses(bob, "geese before:" + today)).isEmpty();
        assertThat(statuses(bob, "geese before:tomorrow"))
                .as("an invalid date is ignored")
                .hasSize(3);
        assertThat(statuses(bob, "geese&account_id=" + alice.id(), "")).containsExactly(one);
        assertThat(statuses(bob, "geese&max_id=" + two, "")).containsExactly(one);
        assertThat(statuses(bob, "geese&min_id=" + two, "")).containsExactly(third);
        assertThat(statuses(bob, "geese&type=statuses&limit=1&offset=1", "")).containsExactly(two);
        assertThat(statuses(bob, "geese&limit=1&offset=1", ""))
                .as("an offset requires a type")
                .containsExactly(third);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' | !!((( & :* <-> \\",
                "a:b:c:*",
                "-",
                "--a",
                "\"unclosed",
                "from: -from:",
                "language:'x' | 'y",
                "has:poll'",
                "\\'",
                "%",
                "_",
                "before:0000-00-00",
                "after:999999999-01-01",
                "before:9999-12-31",
                "from:' or 1=1",
                "🦢🦢🦢",
                "in:everything"
            })
    void query_text_is_never_interpreted_as_code(String words) {
        alice.posts("geese");
        assertThat(alice.send("GET", "/api/v2/search?q=" + encoded(words), Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_long_query_costs_no_more_than_a_short_one() {
        alice.posts("a b c d e");
        for (String words :
                List.of("a ".repeat(1_000), "a".repeat(3_000), "-a ".repeat(500), "東".repeat(500), "\"".repeat(999))) {
            assertThat(alice.send("GET", "/api/v2/search?q=" + encoded(words), Map.of())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_local_url_resolves_to_its_entity() {
        JsonObject post = alice.posts("here #goose");
        JsonObject secret = alice.posts(Map.of("status", "here", "visibility", "private"));
        for (String resolve : List.of("", "&resolve=true")) {
            assertThat(statuses(bob, encoded(post.getString("url")) + resolve, ""))
                    .containsExactly(id(post));
            assertThat(statuses(bob, encoded(post.getString("uri")) + resolve, ""))
                    .containsExactly(id(post));
            assertThat(statuses(bob, encoded(secret.getString("url")) + resolve, ""))
                    .isEmpty();
            for (String profile : List.of("/@", "/users/")) {
                JsonObject found =
                        bob.get("/api/v2/search?q=" + encoded("http://skein.test" + profile + alice.name()) + resolve);
                assertThat(ids(found, "accounts")).containsExactly(alice.id());
            }
        }
        JsonObject found = bob.get("/api/v2/search?q=" + encoded("http://skein.test/tags/goose"));
        assertThat(found.getJsonArray("hashtags").getJsonObject(0).getString("name"))
                .isEqualTo("goose");
    }

    @Test
    void hashtags_are_found_by_prefix_most_used_first() {
        alice.posts("#goosefoot #goose #goosebumps");
        alice.posts("#goosefoot #goose");
        JsonObject gone = alice.posts("#goosegone");
        alice.deletes(gone);
        bob.posts("#goosefoot");
        alice.posts(Map.of("status", "#gooseberry", "visibility", "private"));

        assertThat(tags("goo")).containsExactly("goosefoot", "goose", "goosebumps");
        assertThat(tags("%23GOOSE")).as("the exact match first").containsExactly("goose", "goosefoot", "goosebumps");
        assertThat(tags("goo&type=hashtags&limit=1&offset=1")).containsExactly("goose");
        assertThat(tags("goo se")).isEmpty();
        alice.posts("#日本語");
        assertThat(tags(encoded("日"))).containsExactly("日本語");
    }

    @Test
    void a_phrase_in_single_quotation_marks_may_contain_apostrophes() {
        String post = alice.posts("it's what they don't say").getString("id");
        assertThat(statuses(bob, "'what they don't say'")).containsExactly(post);
        assertThat(statuses(bob, "'they what don't say'")).isEmpty();
        assertThat(statuses(bob, "'they what")).as("an apostrophe").containsExactly(post);
    }

    @Test
    void a_post_indexed_by_an_earlier_version_is_found_as_before() {
        String post = alice.posts("Łódź").getString("id");
        api.sql("update status_search set document = '''łodz'':1'::tsvector where status_id = " + post);
        assertThat(statuses(bob, "Łódź")).containsExactly(post);
        assertThat(statuses(bob, "łod")).containsExactly(post);
    }

    @Test
    void a_hashtag_is_found_by_its_beginning_in_capitals() {
        alice.posts("#σοφοσλαβία #σοφός #ΣΟΦΟΣ");
        assertThat(tags(encoded("#ΣΟΦΟΣ"))).containsExactly("σοφος", "σοφοσλαβία");
    }

    @Test
    void accounts_are_found_by_a_prefix_a_part_or_a_similar_name() {
        String unique = "z" + alice.id().substring(12);
        Person zoe = api.signUp(unique + "goosefriend");
        api.sql("update account set display_name = 'Жанна Гусева' where id = " + bob.id());
        for (String words :
                List.of(unique, "@" + unique, zoe.name(), zoe.name() + "@skein.test", unique + "gosefriend")) {
            assertThat(ids(alice.get("/api/v2/search?q=" + encoded(words)), "accounts"))
                    .as(words)
                    .contains(zoe.id());
        }
        assertThat(accounts("жан")).contains(bob.id());
        assertThat(accounts("гусев")).contains(bob.id());
        assertThat(accounts("гусевв")).as("misspelled").contains(bob.id());
        assertThat(accounts("goosefriend")).contains(zoe.id());
        assertThat(accounts("100%")).isEmpty();
        assertThat(accounts(zoe.name() + "@else.where")).isEmpty();

        assertThat(alice.ids("/api/v1/accounts/search?q=goosefriend&following=true"))
                .isEmpty();
        alice.follows(zoe);
        assertThat(alice.ids("/api/v1/accounts/search?q=oosefr&following=true")).containsExactly(zoe.id());
        assertThat(alice.ids("/api/v1/accounts/search?following=true&q=" + zoe.name() + "@skein.test"))
                .containsExactly(zoe.id());
        api.sql("update account set suspended_at = now() where id = " + zoe.id());
        assertThat(accounts("goosefriend")).doesNotContain(zoe.id());
        assertThat(alice.withToken("rubbish")
                        .send("GET", "/api/v1/accounts/search?q=a", Map.of())
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "Zoë Müller, zoe muller",
        "Zoë Müller, muller",
        "Łukasz, lukasz",
        "Søren, soren",
        "Đặng, dang",
        "山田太郎, 太郎",
        "山田太郎, 田",
        "山田太郎丸, 太郎",
        "Ｆｕｌｌ Width, full",
        "n\u0303andu\u0301 Bird, ñandú",
        "Straße, strasse",
        "Æsir, aesir",
        "Þór, thor",
        "İbrahim, ibrahim",
        "IŞIL, ışıl",
        "محمد, مُحَمَّد",
        "أحمد, احمد",
        "שָׁלוֹם, שלום",
        "Фёдор, федор",
        "ΣΟΦΟΣ, σοφός",
        "ガイド, ｶﾞｲﾄﾞ",
        "한국어, 한국어",
        "Łódź, łódź",
    })
    void a_name_is_found_with_and_without_its_marks(String name, String words) {
        api.sql("update account set display_name = '' where id <> " + bob.id());
        api.sql("update account set display_name = '%s' where id = %s".formatted(name, bob.id()));
        assertThat(accounts(words)).contains(bob.id());
        alice.follows(bob);
        assertThat(alice.ids("/api/v1/accounts/search?following=true&q=" + encoded(words)))
                .containsExactly(bob.id());
    }

    private List<String> accounts(String words) {
        return alice.ids("/api/v1/accounts/search?q=" + encoded(words));
    }

    private List<String> tags(String query) {
        return ids(alice.get("/api/v2/search?q=" + query.replace(" ", "%20")), "hashtags", "name");
    }

    private static List<String> statuses(Person reader, String words) {
        return statuses(reader, encoded(words), "");
    }

    private static List<String> statuses(Person reader, String query, String more) {
        return ids(reader.get("/api/v2/search?q=" + query + more), "statuses");
    }

    private static List<String> ids(JsonObject found, String kind) {
        return ids(found, kind, "id");
    }

    private static List<String> ids(JsonObject found, String kind, String member) {
        JsonArray entries = found.getJsonArray(kind);
        return entries.stream()
                .map(entry -> ((JsonObject) entry).getString(member))
                .toList();
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
