package social.skein.tag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashtagTest {
    @ParameterizedTest
    @CsvSource({
        "İstanbul, istanbul",
        "İSTANBUL, istanbul",
        "I\u0307stanbul, istanbul",
        "ısparta, ISPARTA",
        "ΣΟΦΟΣ, σοφος",
        "σοφοσ, σοφος",
        "ΟΔΥΣΣΕΥΣ, οδυσσευς",
        "Straße, STRASSE",
        "STRAẞE, strasse",
        "ＷＩＤＥ, wide",
        "ｶﾞｲﾄﾞ, ガイド",
        "か゛, が",
        "ﬁn, FIN",
        "Ǆ, ǆ",
        "ΐ, Ϊ́",
        "น้ํา, น้ำ",
        "นํ้า, น้ำ",
        "ΆΛΦΑ, άλφα",
        "ᲓᲔᲓᲐ, დედა",
    })
    void spellings_that_differ_in_case_or_width_have_one_name(String one, String other) {
        assertThat(Hashtag.canonicalName(one)).isPresent().isEqualTo(Hashtag.canonicalName(other));
    }

    /** Names are shown to users, and accents distinguish words; see docs/decisions/hashtags.md. */
    @ParameterizedTest
    @CsvSource({"català, catala", "año, ano", "ёлка, елка", "کتاب, كتاب", "Łódź, lodz"})
    void spellings_with_other_letters_have_different_names(String one, String other) {
        assertThat(Hashtag.canonicalName(one)).isPresent().isNotEqualTo(Hashtag.canonicalName(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ทำงาน",
                "น้ำ",
                "ນ້ຳ",
                "ໜັງສື",
                "ㅋㅋㅋ",
                "ශ්\u200dරී",
                "ශ්\u200dරී_ලංකාව",
                "ശ്രീ",
                "അവന്\u200d",
                "ന്\u200dറെ",
                "क\u094d\u200dष",
                "বাংলা",
                "অর্\u200cক",
                "བོད་ཡིག",
                "צה״ל",
                "ג׳ירפה",
                "نرم\u200cافزار",
                "スター〜ウォーズ",
                "ジャン゠ポール",
                "ジョン・レノン",
                "col·lecció",
                "σοφος",
                "gänse",
            })
    void a_word_is_a_hashtag_as_its_readers_spell_it(String word) {
        assertThat(Hashtag.findEnd(word, 0, word.length())).isEqualTo(word.length());
        assertThat(Hashtag.canonicalName(word)).contains(word);
        assertThat(Hashtag.parse("#" + word)).contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag\u200d", "tag\u200c", "tag\u200d👩", "tag・", "tag〜", "བོད་", "tag״"})
    void a_joiner_ends_no_word(String typed) {
        int end = Hashtag.findEnd(typed, 0, typed.length());
        assertThat(end).isLessThan(typed.length()).isPositive();
    }

    @Test
    void a_name_is_its_own_name() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String word = "a" + Character.toString(c) + "b";
            Hashtag.canonicalName(word)
                    .ifPresent(name ->
                            assertThat(Hashtag.canonicalName(name)).as(word).contains(name));
        }
    }

    @Test
    void a_prefix_in_capitals_begins_the_names_that_continue_it() {
        assertThat("σοφοσλαβία").startsWith(Hashtag.parsePrefix("#ΣΟΦΟΣ").orElseThrow());
    }
}
