package social.skein.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.http.HtmlEscape;
import social.skein.http.PublicUrl;
import social.skein.model.AccountId;

class StatusTextTest {
    private static final PublicUrl ORIGIN = new PublicUrl("http", "skein.example:8080");
    private static final AccountViews VIEWS = new AccountViews(ORIGIN);
    private static final Map<String, Account> ACCOUNTS = Map.of("bob", account(2, "Bob"), "carol", account(3, "carol"));

    private static final String BOB =
            "<span class=\"h-card\" translate=\"no\"><a href=\"http://skein.example:8080/@Bob\""
                    + " class=\"u-url mention\">@<span>Bob</span></a></span>";

    @Test
    void an_empty_line_ends_a_paragraph_and_a_line_end_is_a_break() {
        assertThat(html("one\ntwo\r\nthree\n\n\nfour\r\n\r\nfive\n"))
                .isEqualTo("<p>one<br />two<br />three</p><p>four</p><p>five</p>");
    }

    @Test
    void markup_is_shown_as_text() {
        assertThat(html("<script>alert(\"1\" & '2')</script>"))
                .isEqualTo("<p>&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;</p>");
    }

    @Test
    void a_mention_links_to_the_account() {
        RenderedText text = render("hi @BOB, meet @carol. @bob!");
        assertThat(text.html()).startsWith("<p>hi " + BOB + ", meet <span").endsWith(". " + BOB + "!</p>");
        assertThat(text.mentions()).containsExactly(new AccountId(2), new AccountId(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@bob@skein.example:8080", "@bob@SKEIN.example:8080", "@Bob"})
    void a_handle_with_the_domain_of_the_server_is_local(String mention) {
        assertThat(html(mention)).isEqualTo("<p>" + BOB + "</p>");
        assertThat(html("(" + mention + ")…")).isEqualTo("<p>(" + BOB + ")…</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@nobody",
                "mail bob@carol or a@bob",
                "@bob@elsewhere.example",
                "@",
                "@@",
                "a/@bob",
                "@bob_",
                "é@bob",
                "@bobbobbobbobbobbobbobbobbobbobbobbob",
            })
    void a_mention_without_a_local_account_stays_text(String typed) {
        RenderedText text = render(typed);
        assertThat(text.html()).isEqualTo("<p>" + typed + "</p>");
        assertThat(text.mentions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@bob.smith@elsewhere.example",
                "@bob-smith@elsewhere.example",
                "@bob..smith@elsewhere.example",
                "@bob.@elsewhere.example",
                "@bob·smith@elsewhere.example",
                "@bob+tag@elsewhere.example",
                "@bob~x@elsewhere.example",
                "@bob%x@elsewhere.example",
                "@bob's@elsewhere.example",
                "@bob’s@elsewhere.example",
                "@bobé@elsewhere.example",
                "@bob@[::1]",
                "@bob＠elsewhere.example",
                "@bob﹫elsewhere.example",
                "@bob\u200b@elsewhere.example",
                "@bob\u2060@elsewhere.example",
                "@bob@",
                "@bob@skein.example:8080.example.com",
                "@bob@skein.example:80801",
                "@bob@skein.example:808",
                "@bob@skein.example",
                "@bob@skein.example:8080_x",
                "@bob@skein.example:8080-x",
                "@bob@skein.example:8080@elsewhere.example",
                "@bob@elsewhere.example@skein.example:8080",
                "@elsewhere.@bob.example",
                "@bobbobbobbobbobbobbobbobbobbobbob.@bob@elsewhere.example",
                "@bob.bsky.example",
                "@bob.smith",
                "@bob:matrix.example",
                "@bob.é",
                "@bob-smith",
                "@bobé",
                "@bobe\u0301",
            })
    void a_handle_of_another_server_is_never_cut_down_to_a_local_name(String handle) {
        for (String typed : List.of(handle, "secret for " + handle + ".", "(" + handle + ")", handle + ", " + handle)) {
            RenderedText text = render(typed);
            assertThat(text.mentions()).as(typed).isEmpty();
            assertThat(Jsoup.parse(text.html()).text())
                    .isEqualTo(Jsoup.parse("<p>" + HtmlEscape.escape(typed)).text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@bob.",
                "@bob...",
                "(@bob)",
                "@bob's",
                "@bob’s",
                "@bob-",
                "@bob: hi",
                "@bob,@carol",
                "@bob/x",
                ".@bob",
                "「@bob」",
                "@bob、次",
                "@bob，@carol",
                "@bob@skein.example:8080.",
                "@bob@skein.example:8080's",
                "@bob@skein.example:8080: hi",
                "-@bob",
                "@bobом",
                "@bob!",
                "@bob…",
                "“@bob”",
                "*@bob*",
                "@bob\u200b",
            })
    void punctuation_around_a_handle_is_not_part_of_it(String typed) {
        assertThat(render(typed).mentions()).startsWith(new AccountId(2));
    }

    @Test
    void a_name_ends_where_another_script_begins() {
        assertThat(html("@bobさん")).isEqualTo("<p>" + BOB + "さん</p>");
    }

    @Test
    void a_hashtag_links_to_its_page_and_is_named_in_lower_case() {
        RenderedText text = render("#Geese and #geese!");
        assertThat(text.html())
                .startsWith("<p><a href=\"http://skein.example:8080/tags/geese\" class=\"mention hashtag\" rel=\"tag\">"
                        + "#<span>Geese</span></a> and ");
        assertThat(text.tags()).containsExactly("geese");
    }

    @ParameterizedTest
    @CsvSource({
        "#日本語, 日本語",
        "＃日本語, 日本語",
        "#क्षत्रिय, क्षत्रिय",
        "#Ünï, ünï",
        "#2026年, 2026年",
        "#a_b, a_b",
        "#كلمة, كلمة",
        "#col·lecció, col·lecció",
        "#ＡＢＣ, abc",
        "(#tag), tag",
        "##tag, tag",
        "#tag-x, tag",
        "#tag·, tag",
    })
    void a_hashtag_is_a_word_in_any_script(String typed, String name) {
        assertThat(render(typed).tags()).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#123", "#", "# a", "a#b", "#_", "#️⃣", "#1_2", "&#39;", "x/#y", "#·a"})
    void a_hash_sign_without_a_word_is_no_hashtag(String typed) {
        assertThat(render(typed).tags()).isEmpty();
    }

    @Test
    void a_long_address_is_a_link_with_a_short_text() {
        assertThat(html("see https://www.birds.example/a/very/long/path/to/geese?x=1&y=2."))
                .isEqualTo("<p>see <a href=\"https://www.birds.example/a/very/long/path/to/geese?x=1&amp;y=2\""
                        + " rel=\"nofollow noopener\" target=\"_blank\"><span class=\"invisible\">https://www.</span>"
                        + "<span class=\"ellipsis\">birds.example/a/very/long/path</span>"
                        + "<span class=\"invisible\">/to/geese?x=1&amp;y=2</span></a>.</p>");
        assertThat(html("http://a.example"))
                .isEqualTo("<p><a href=\"http://a.example\" rel=\"nofollow noopener\" target=\"_blank\">"
                        + "<span class=\"invisible\">http://</span><span class=\"\">a.example</span>"
                        + "<span class=\"invisible\"></span></a></p>");
    }

    @Test
    void an_address_contains_no_mention_and_no_hashtag() {
        RenderedText text = render("https://skein.example/@bob/1#geese");
        assertThat(text.mentions()).isEmpty();
        assertThat(text.tags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript://x%0aalert(1)", "ftp://a.example", "mailto:bob@a.example", "www.a.example"})
    void only_web_addresses_are_links(String typed) {
        assertThat(html(typed)).isEqualTo("<p>" + typed + "</p>");
    }

    @Test
    void an_address_cannot_leave_its_attribute() {
        assertThat(html("https://a.example/\"onmouseover=\"alert(1)")).doesNotContain("\"onmouseover");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "👩‍👩‍👧‍👦, 1",
        "👍🏽👍🏽, 2",
        "🇩🇪🇫🇷, 2",
        "é, 1",
        "https://a.example, 23",
        "see https://a.example/a/very/long/path/that/goes/on/and/on ok, 30",
        "@bob@elsewhere.example, 4",
        "#tag, 4",
    })
    void length_is_counted_in_grapheme_clusters(String typed, int length) {
        assertThat(StatusText.parse(typed, ORIGIN).length()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "#",
                "@a",
                "#a",
                "@a@",
                "@a@a",
                "@a@a.",
                "#1",
                "a",
                "\n",
                "a\u0301",
                "http://",
                "a://",
                "https://a",
                ":",
                "://",
                "https://a(",
                "https://a/(",
                "👩‍",
                "🇩",
                "#a·",
                "&",
                "@bob ",
                "https://a.b ",
                "\u200d",
                "(",
                "http://a.",
                "＃",
            })
    void a_hostile_text_costs_no_more_than_its_length(String seed) {
        String once = seed.repeat(50_000 / seed.length());
        long shorter = fastest(once);
        long longer = fastest(once + once + once + once);
        assertThat(longer).as("CPU for four times the text").isLessThan(9 * shorter + 200_000_000);
    }

    /**
     * Returns the CPU time of this thread in nanoseconds, the best of several runs: independent of other load on the
     * machine.
     */
    private static long fastest(String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long from = threads.getCurrentThreadCpuTime();
            StatusText read = StatusText.parse(text, ORIGIN);
            assertThat(read.length()).isNotNegative();
            assertThat(read.render(ORIGIN, VIEWS, ACCOUNTS).html()).isNotNull();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - from);
        }
        return best;
    }

    private static String html(String typed) {
        return render(typed).html();
    }

    private static RenderedText render(String typed) {
        return StatusText.parse(typed, ORIGIN).render(ORIGIN, VIEWS, ACCOUNTS);
    }

    static Account account(long id, String username) {
        return Account.blank(new AccountId(id), username, Instant.EPOCH);
    }
}
