package social.skein.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.account.Account;
import social.skein.account.AccountViews;
import social.skein.http.HtmlEscape;
import social.skein.http.PublicUrl;
import social.skein.http.UrlDetector;
import social.skein.model.AccountId;

/** Tests where URLs end in texts of all scripts, and that the text behind them is read. */
class LinksInTextTest {
    private static final PublicUrl ORIGIN = new PublicUrl("http", "skein.example:8080");
    private static final AccountViews VIEWS = new AccountViews(ORIGIN);
    private static final Map<String, Account> ACCOUNTS = Map.of("bob", StatusTextTest.account(2, "bob"));
    private static final String URL = "https://example.com/a";

    static Stream<String> marks() {
        String punctuation = "）」』】》〉〕］｝｣。、，．！？；：…・〜～｡､؟،؛।॥။៕։۔«»‹›“”„‘’‚״–—‒―❝❞´¡¿※†";
        String invisible = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff"
                + "\u00ad\u3000\u00a0\u202f\u2028\u2029\u0085";
        return (punctuation + invisible).codePoints().mapToObj(Character::toString);
    }

    @ParameterizedTest
    @MethodSource("marks")
    void a_mark_ends_a_url(String mark) {
        assertThat(links(URL + mark)).containsExactly(URL);
        assertThat(links(mark + URL + mark)).containsExactly(URL);
        assertThat(links(URL + mark + "つぎ")).containsExactly(URL);
        assertThat(links(URL + mark + URL)).containsExactly(URL, URL);
        assertThat(links("https://example.com" + mark)).containsExactly("https://example.com");
        assertThat(links("https://example.com" + mark + "つぎ")).containsExactly("https://example.com");
        assertThat(UrlDetector.linkify(URL + mark)).as("in a bio").contains("href=\"" + URL + "\"");
        assertThat(length(URL + mark + "つぎ".repeat(100))).isGreaterThanOrEqualTo(223);
        RenderedText behind = render(URL + mark + "@bob " + URL + mark + "#tag");
        assertThat(behind.mentions()).containsExactly(new AccountId(2));
        assertThat(behind.tags()).containsExactly("tag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "「URL」を見て",
                "（URL）",
                "(URL)",
                "“URL”",
                "URL’s page",
                "URLです",
                "URLを見て",
                "URLページ",
                "URL에서 보세요",
                "URL를",
                "*URL*",
                "**URL**",
                "_URL_",
                "~~URL~~",
                "*see URL*",
                "\"URL\"",
                "<URL>",
                "URL.」",
                "URL)。",
                "「「URL」」",
                "日本URL。",
            })
    void the_text_around_a_url_is_not_part_of_it(String typed) {
        String text = typed.replace("URL", URL);
        assertThat(links(text)).containsExactly(URL);
        assertThat(Jsoup.parse(render(text).html()).text())
                .isEqualTo(Jsoup.parse("<p>" + HtmlEscape.escape(text)).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ja.wikipedia.org/wiki/日本",
                "https://ja.wikipedia.org/wiki/ジョン・レノン",
                "https://ja.wikipedia.org/wiki/けいおん",
                "https://en.wikipedia.org/wiki/A_(b)",
                "https://ca.wikipedia.org/wiki/Col·lecció",
                "https://he.wikipedia.org/wiki/צה״ל",
                "https://fa.wikipedia.org/wiki/نرم\u200cافزار",
                "https://ru.wikipedia.org/wiki/Москва",
                "https://ko.wikipedia.org/wiki/C언어",
                "https://bo.wikipedia.org/wiki/བོད་ཡིག",
                "https://日本語.jp/ページ",
                "https://example.com/~user/a_b*c",
                "https://example.com/?q=a&b=c#d",
                "https://example.com/%E3%80%82",
                "https://example.com/foo_",
                "https://aあ.example.jp/",
            })
    void a_url_with_letters_of_any_script_stays_whole(String url) {
        assertThat(links(url)).containsExactly(url);
        assertThat(links("（" + url + "）")).containsExactly(url);
    }

    @Test
    void kana_behind_a_host_are_not_part_of_it() {
        assertThat(links("https://example.comです")).containsExactly("https://example.com");
    }

    private static RenderedText render(String typed) {
        return StatusText.parse(typed, ORIGIN).render(ORIGIN, VIEWS, ACCOUNTS);
    }

    private static int length(String typed) {
        return StatusText.parse(typed, ORIGIN).length();
    }

    private static List<String> links(String typed) {
        return Jsoup.parse(render(typed).html()).select("a[rel^=nofollow]").eachAttr("href");
    }
}
