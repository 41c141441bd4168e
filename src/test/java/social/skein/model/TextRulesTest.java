package social.skein.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which texts are blank, how long a text is, and which letters differ only in case. */
class TextRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n\r",
                "\u200b\u2800\u3164",
                "\u00a0\u0085\u1680\u2000\u202f\u205f\u3000",
                "\u2028\u2029",
                "\u0001\u001f\u007f\u009f",
                "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5",
                "\u180b\u180e\u180f",
                "\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2064\u2065\u2066\u206f",
                "\ufe00\ufe0f\ufeff\uffa0\ufff0\ufffb",
                "\udb40\udc01\udb40\udc7f\udb40\udd00",
                "\ud834\udd73\ud834\udd59",
            })
    void a_text_that_shows_nothing_is_blank(String text) {
        assertThat(BlankText.isBlank(text)).isTrue();
        assertThat(BlankText.clearBlankLines(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u200ba\u200b", "⠁", "ㄱ", ".", "👩‍👩", "\u0301", "\u0600", "\u06dd", "\ue000", "0"})
    void a_text_that_shows_something_is_not_blank(String text) {
        assertThat(BlankText.isBlank(text)).isFalse();
    }

    /** The normalizer of the JDK would need minutes. */
    @Test
    void a_million_marks_in_the_wrong_order_are_normalized_in_linear_time() {
        String text = "a" + "\u0301".repeat(500_000) + "\u0323".repeat(500_000);

        String normalized = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> UnicodeNormalizer.normalize(text, Normalizer.Form.NFC));

        assertThat(normalized).hasSizeBetween(900_000, 1_000_001);
        for (String natural : List.of("\u0041\u030a", "q\u0307\u0323", "\u1112\u1161\u11ab", "שָׁלוֹם")) {
            assertThat(UnicodeNormalizer.normalize(natural, Normalizer.Form.NFC))
                    .isEqualTo(Normalizer.normalize(natural, Normalizer.Form.NFC));
        }
    }

    @Test
    void blank_lines_are_empty() {
        assertThat(BlankText.clearBlankLines("\u200b\r\n a\r \u2800\u00a0\n\nb \n\u3164"))
                .isEqualTo("a\n\n\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "é",
                "e\u0301",
                "𐐀",
                "👩‍👩‍👧‍👦",
                "👍🏽",
                "🇩🇪",
                "1️⃣",
                "각",
                "각",
                "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
                "👩🏽‍❤️‍💋‍👨🏿"
            })
    void length_counts_characters_as_users_see_them(String character) {
        assertThat(TextLimit.exceeded(character.repeat(30), 30)).isEmpty();
        assertThat(TextLimit.exceeded(character.repeat(31), 30))
                .map(TextLimit.Exceeded::toString)
                .contains("maximum is 30 characters");
    }

    @Test
    void a_character_with_very_many_marks_exceeds_the_limit_in_bytes() {
        assertThat(TextLimit.exceeded("a" + "\u0301".repeat(749), 30)).isEmpty();
        assertThat(TextLimit.exceeded("a" + "\u0301".repeat(750), 30))
                .map(TextLimit.Exceeded::toString)
                .contains("maximum is 1500 bytes");
    }

    @Test
    void a_letter_its_capital_and_its_small_letter_have_one_fold() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isLetter(c)) {
                String letter = Character.toString(c);
                String fold = CaseFolding.fold(letter);
                assertThat(CaseFolding.fold(letter.toUpperCase(java.util.Locale.ROOT)))
                        .as(letter)
                        .isEqualTo(fold);
                assertThat(CaseFolding.fold(letter.toLowerCase(java.util.Locale.ROOT)))
                        .as(letter)
                        .isEqualTo(fold);
                assertThat(CaseFolding.fold(fold)).as(letter).isEqualTo(fold);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"İSTANBUL, istanbul", "ISPARTA, ısparta", "ΣΟΦΟΣ, σοφος", "STRASSE, straße", "STRAẞE, Straße", "ﬀ, FF"})
    void words_that_differ_only_in_case_have_one_fold(String one, String other) {
        assertThat(CaseFolding.fold(one)).isEqualTo(CaseFolding.fold(other));
    }
}
