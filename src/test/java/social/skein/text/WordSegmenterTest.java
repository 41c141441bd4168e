package social.skein.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordSegmenterTest {
    @ParameterizedTest
    @CsvSource({
        "مُحَمَّد, محمد",
        "كِتَابَة, كتابة",
        "أحمد, احمد",
        "إسلام, اسلام",
        "آمال, امال",
        "محـــمد, محمد",
        "کتاب, كتاب",
        "علی, علي",
        "على, علي",
        "שָׁלוֹם, שלום",
        "ёлка, елка",
        "Москва\u0301, москва",
        "Łódź, lodz",
        "Ærø, aero",
        "Straße, strasse",
        "Đà Nẵng, da nang",
        "ISPANAK, ıspanak",
        "İstanbul, istanbul",
        "œuvre, oeuvre",
        "Þingvellir, thingvellir",
        "Ħamrun, hamrun",
        "ŋ, n",
        "हिंदी, हिन्दी",
        "foo\u00adbar, foobar",
        "foo\u200bbar, foobar",
        "نرم\u200cافزار, نرمافزار",
        "ශ්\u200dරී, ශ්රී",
        "Zoë Müller, zoe muller",
        "ñandú, n\u0303andu\u0301",
        "ＷＩＤＥ, wide",
        "ΣΟΦΟΣ, σοφός",
        "don't, don’t",
    })
    void spellings_with_and_without_marks_are_the_same_words(String one, String other) {
        assertThat(folded(one)).isNotEmpty().isEqualTo(folded(other));
    }

    @ParameterizedTest
    @CsvSource({"мой, мои", "її, ii", "बाल, बल", "がく, かく", "கா, க"})
    void letters_that_differ_in_meaning_stay_apart(String one, String other) {
        assertThat(folded(one)).isNotEqualTo(folded(other));
    }

    @Test
    void words_are_stemmed_as_they_are_spelt() {
        assertThat(WordSegmenter.segment("Straße").get(0).original()).isEqualTo("straße");
    }

    private static List<String> folded(String text) {
        return WordSegmenter.segment(text).stream()
                .map(WordSegmenter.Word::folded)
                .toList();
    }
}
