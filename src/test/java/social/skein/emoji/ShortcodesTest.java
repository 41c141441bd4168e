package social.skein.emoji;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.http.PublicUrl;
import social.skein.model.MediaId;
import social.skein.model.Problem;

/** Tests which shortcodes are valid, and where texts contain them. */
class ShortcodesTest {
    private static final PublicUrl ORIGIN = new PublicUrl("https", "skein.example", "https://cdn.example/");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":cat:|cat",
                "Look: :cat:!|cat",
                "(:cat:)|cat",
                "_:cat:_|cat",
                "「:cat:」|cat",
                ":cat: :Cat: :cat_2:|cat Cat cat_2",
                "10:30:45|",
                "a:cat:|",
                "é:cat:|",
                "猫:cat:|",
                "1:cat:|",
                ":cat:s|",
                ":cat:é|",
                ":cat::dog:|",
                "::cat:|",
                ":cat::|",
                ":c:|",
                ":ca-t:|",
                ":ca t:|",
                ":kätzchen:|",
                ":cat|",
                "cat:|",
                ":|",
                ":::|",
                ":a:dog: :dog:|dog",
                ":no :cat:|cat"
            })
    void shortcodes_stand_apart_from_words_and_other_shortcodes(String text, String expected) {
        assertThat(String.join(" ", Shortcodes.find(text))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void a_line_end_is_a_boundary() {
        assertThat(Shortcodes.find(":cat:\n:dog:")).containsExactly("cat", "dog");
    }

    @Test
    void a_text_of_colons_takes_time_proportional_to_its_length() {
        assertThat(Shortcodes.find(":ab".repeat(1_000_000))).isEmpty();
        assertThat(Shortcodes.find("a".repeat(1_000_000) + ":")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat", ":cat:", "blob_Cat_2", "00"})
    void a_shortcode_has_letters_digits_and_underscores(String text) {
        assertThat(Shortcodes.require(text)).isEqualTo(text.replace(":", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "::", ":c:", "ca-t", "ca t", "kätzchen", "cat:", ":cat", "cat\n"})
    void another_shortcode_is_refused_with_the_syntax(String text) {
        assertThatThrownBy(() -> Shortcodes.require(text))
                .isInstanceOf(Problem.Invalid.class)
                .hasMessageContaining("letters a-z and A-Z, digits and underscores");
    }

    @Test
    void a_very_long_shortcode_is_refused() {
        assertThat(Shortcodes.require("a".repeat(128))).hasSize(128);
        assertThatThrownBy(() -> Shortcodes.require("a".repeat(129))).isInstanceOf(Problem.Invalid.class);
    }

    @Test
    void links_of_a_text_contain_no_emoji() {
        String link = "<p><a href=\"https://x.example/:cat:/\"><span class=\"invisible\">https://</span>"
                + "<span class=\"\">x.example/:cat:/</span></a></p>";
        String tag = "<a href=\"https://x.example/tags/a\" class=\"mention hashtag\">#<span>a</span></a>";

        assertThat(found(link)).isEmpty();
        assertThat(found("<p>" + tag + ":cat:</p>")).isEmpty();
        assertThat(found("<p>" + tag + " :cat:</p>")).containsExactly("cat");
        assertThat(found("<p><span class=\"h-card\">" + tag + "</span>:cat:</p>"))
                .isEmpty();
        assertThat(found("<p>one<br />:cat:<br />two</p>")).containsExactly("cat");
        assertThat(found("<p>one</p><p>:cat:</p><p>two</p>")).containsExactly("cat");
        assertThat(found("<p>&#39;:cat:&#39; &lt;:dog:&gt;</p>")).containsExactly("cat", "dog");
    }

    @Test
    void each_emoji_is_found_once_with_absolute_addresses() {
        List<EmojiView> emojis = index().find(List.of(":dog: :cat:", ":cat:", ":Cat:"), List.of(":dog:"));

        assertThat(emojis)
                .containsExactly(
                        new EmojiView(
                                "dog", "https://cdn.example/dog.gif", "https://cdn.example/dog.png", false, "pets"),
                        new EmojiView("cat", "https://cdn.example/cat.png", "https://cdn.example/cat.png", true, null));
        assertThat(index().listed()).extracting(EmojiView::shortcode).containsExactly("cat");
        assertThat(EmojiIndex.EMPTY.find(Collections.nCopies(3, ":cat:"), List.of()))
                .isEmpty();
    }

    private static List<String> found(String html) {
        return index().find(List.of(), List.of(html)).stream()
                .map(EmojiView::shortcode)
                .toList();
    }

    private static EmojiIndex index() {
        return EmojiIndex.of(
                1,
                List.of(
                        new CustomEmoji(
                                new MediaId(1),
                                "cat",
                                "",
                                true,
                                new EmojiPictureStore.StoredPicture("cat.png", "cat.png")),
                        new CustomEmoji(
                                new MediaId(2),
                                "dog",
                                "pets",
                                false,
                                new EmojiPictureStore.StoredPicture("dog.gif", "dog.png"))),
                ORIGIN);
    }
}
