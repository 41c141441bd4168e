package social.skein.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

class TagTimelineTest {
    @AutoClose
    private static final ApiOnlyInstance api = new ApiOnlyInstance();

    private Person alice;
    private Person bob;
    private String tag;

    @BeforeEach
    void signUp() {
        alice = api.signUp("alice");
        bob = api.signUp("bob");
        tag = "t" + alice.id();
    }

    @Test
    void a_timeline_has_the_public_posts_of_its_hashtag_and_no_others() {
        String open = id(alice.posts("#" + tag));
        String reply = id(bob.posts(Map.of("status", "me too #" + tag, "in_reply_to_id", open)));
        for (String visibility : List.of("unlisted", "private", "direct")) {
            alice.posts(Map.of("status", "#" + tag, "visibility", visibility));
        }
        alice.boosts(bob.posts("no tag"));
        JsonObject deleted = alice.posts("#" + tag);
        alice.deletes(deleted);

        assertThat(alice.ids(path(""))).containsExactly(reply, open);
        assertThat(api.getAnonymously(path("?local=true")).body()).contains(open, reply);
        assertThat(alice.ids(path("?remote=true"))).isEmpty();
        assertThat(alice.ids(path("?only_media=true"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gänse", "日本語", "क्षत्रिय", "كلمة", "ＷＩＤＥ", "Ελλάδα", "col·lecció", "한국어"})
    void a_hashtag_of_any_script_has_a_timeline(String word) {
        String post = id(alice.posts("in many scripts #" + word));
        String encoded = URLEncoder.encode(word, StandardCharsets.UTF_8);
        assertThat(alice.ids("/api/v1/timelines/tag/" + encoded)).contains(post);
        assertThat(alice.ids("/api/v1/timelines/tag/" + encoded + "/")).contains(post);
    }

    @ParameterizedTest
    @CsvSource({
        "İstanbul, istanbul",
        "ΣΟΦΟΣ, σοφοσ",
        "STRASSE, straße",
        "ทำงาน, ทำงาน",
        "ශ්\u200dරී, ශ්\u200dරී",
        "בני״ש, בני״ש",
    })
    void spellings_in_other_case_share_a_timeline(String typed, String other) {
        JsonObject first = alice.posts("#" + typed);
        String second = id(bob.posts("#" + other));
        for (String word : List.of(typed, other)) {
            String encoded = URLEncoder.encode(word, StandardCharsets.UTF_8);
            assertThat(alice.ids("/api/v1/timelines/tag/" + encoded)).contains(id(first), second);
        }
        JsonObject tag = first.getJsonArray("tags").getJsonObject(0);
        assertThat(first.getString("content"))
                .contains("href=\"" + tag.getString("url") + "\"")
                .contains("#<span>" + typed + "</span>");
    }

    @Test
    void further_hashtags_widen_or_narrow_a_timeline() {
        String plain = id(alice.posts("#" + tag));
        String both = id(alice.posts("#" + tag + " #x" + tag));
        String other = id(alice.posts("#x" + tag));
        String third = id(alice.posts("#" + tag + " #x" + tag + " #y" + tag));

        assertThat(alice.ids(path("?any[]=X" + tag))).containsExactly(third, other, both, plain);
        assertThat(alice.ids(path("?all[]=x" + tag))).containsExactly(third, both);
        assertThat(alice.ids(path("?all[]=x" + tag + "&none[]=y" + tag))).containsExactly(both);
        assertThat(alice.ids(path("?none[]=x" + tag))).containsExactly(plain);
        assertThat(alice.ids(path("?all[]=123"))).isEmpty();
    }

    @Test
    void paging_works_in_both_directions_even_if_the_rules_hide_many_posts() {
        String first = id(alice.posts("1 #" + tag));
        String second = id(alice.posts("2 #" + tag));
        for (int i = 0; i < 5; i++) {
            bob.posts("noise " + i + " #" + tag);
        }
        String third = id(alice.posts("3 #" + tag));
        Person carol = api.signUp("carol");
        api.sql("insert into mute (account_id, target_id, id) values (%s, %s, 1)".formatted(carol.id(), bob.id()));

        HttpResponse<String> page = carol.send("GET", path("?limit=2"), Map.of());
        assertThat(carol.ids(path("?limit=2"))).containsExactly(third, second);
        assertThat(page.headers().firstValue("Link").orElse(""))
                .startsWith("<http://skein.test" + path("?limit=2&max_id=" + second) + ">; rel=\"next\", ");
        assertThat(carol.ids(path("?limit=2&max_id=" + second))).containsExactly(first);
        assertThat(carol.ids(path("?limit=2&min_id=" + first))).containsExactly(third, second);
        assertThat(carol.ids(path("?since_id=" + second))).containsExactly(third);
        assertThat(alice.ids(path("?limit=2&min_id=" + first))).hasSize(2).contains(second);
        assertThat(api.getAnonymously(path("?limit=-1")).statusCode()).isEqualTo(400);
        assertThat(api.getAnonymously(path("?max_id=rubbish")).statusCode()).isEqualTo(400);
    }

    @Test
    void posts_of_an_account_that_blocked_the_viewer_are_missing() {
        alice.posts("#" + tag);
        api.sql("insert into block (account_id, target_id, id) values (%s, %s, 1)".formatted(alice.id(), bob.id()));

        assertThat(bob.ids(path(""))).isEmpty();
        assertThat(alice.ids(path(""))).hasSize(1);
    }

    @Test
    void a_token_without_the_scope_is_rejected() {
        Person pusher = alice.withScope("push");
        assertThat(pusher.send("GET", path(""), Map.of()).statusCode()).isEqualTo(403);
        assertThat(api.getAnonymously("/api/v1/timelines/tag/123").body()).isEqualTo("[]");
    }

    private String path(String query) {
        return "/api/v1/timelines/tag/" + tag + query;
    }

    private static String id(JsonObject status) {
        return status.getString("id");
    }
}
