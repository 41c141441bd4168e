package social.skein.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordMatcherTest {
    @ParameterizedTest(name = "\"{0}\" is in \"{1}\": {2}, as a whole word: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cat|a cat sat|true|true",
                "cat|Cats concatenate|true|false",
                "cat|CAT!|true|true",
                "cat|the dog|false|false",
                "cat|concatenate, cat|true|true",
                "cat|cat_food|true|false",
                "cat|cat2|true|false",
                "cat|a cat's tail|true|true",
                "#cat|no#cat here|true|true",
                "#cat|#cats|true|false",
                "c++|I like c++11|true|true",
                "c++|objc++|true|false",
                "two words|TWO WORDS.|true|true",
                "two words|two  words|false|false",
                ":)|well:)then|true|true",
                "straße|STRASSE|true|true",
                "STRASSE|eine Straße|true|true",
                "ΟΔΟΣ|η οδος|true|true",
                "οδος|ΟΔΟΣ|true|true",
                "οδος|ΟΔΟΣΑ|true|false",
                "привет|ПРИВЕТ, мир|true|true",
                "привет|приветик|true|false",
                "istanbul|İSTANBUL|true|true",
                "猫|黒猫が|true|true",
                "猫|私の猫です|true|true",
                "ネコ|私のネコです|true|true",
                "東京|東京都に|true|true",
                "แมว|แมวน่ารัก|true|true",
                "ລາວ|ພາສາລາວດີ|true|true",
                "ខ្មែរ|ភាសាខ្មែរល្អ|true|true",
                "မြန်မာ|မြန်မာစာ|true|true",
                "བོད|བོད་ཡིག|true|true",
                "cat|catが好き|true|true",
                "AI|生成AIで|true|true",
                "2026|2026年|true|true",
                "고양이|고양이가|true|true",
                "고양이|고양이에게서는|true|true",
                "고양이|길고양이|true|false",
                "개|개나리|true|false",
                "AI|AI가|true|true",
                "AI|j'ai faim|true|false",
                "AI|J’AI|true|false",
                "AI|n'ai pas|true|false",
                "AI|l'AI|true|true",
                "eau|de l’eau|true|true",
                "Israël|d’Israël|true|true",
                "t|don't|true|false",
                "ять|п'ять|true|false",
                "don't|I don’t|true|true",
                "don’t|I DON'T|true|true",
                "cat|the 'cat'|true|true",
                "cat|Ankara'da, cat'in|true|true",
                "猫|「猫」|true|true",
                "שלום|שלום!|true|true",
                "مرحبا|مرحبا بك|true|true",
                "नमस्ते|नमस्ते दुनिया|true|true",
                "नमस्|नमस्ते|true|false",
                "caf\u00e9|CAFE\u0301|true|true",
                "cafe|CAFE\u0301|false|false",
                "𐐨𐐩|𐐀𐐁|true|true",
                "🐱|look🐱here|true|true",
            })
    void a_phrase_matches_in_any_script(String keyword, String text, boolean inside, boolean whole) {
        String folded = KeywordMatcher.fold(text);
        assertThat(new KeywordMatcher(keyword, false).matches(folded)).isEqualTo(inside);
        assertThat(new KeywordMatcher(keyword, true).matches(folded)).isEqualTo(whole);
    }

    @Test
    @Timeout(2)
    void an_adversarial_text_is_matched_quickly() {
        String text = KeywordMatcher.fold("a".repeat(100_000));
        assertThat(new KeywordMatcher("a".repeat(199) + "b", false).matches(text))
                .isFalse();
        assertThat(new KeywordMatcher("a".repeat(200), true).matches(text)).isFalse();
        assertThat(new KeywordMatcher("(a+)+$", false).matches(text)).isFalse();
    }
}
