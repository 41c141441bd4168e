package social.skein.tag;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import social.skein.model.SnowflakeIds;
import social.skein.model.Visibility;

/** Ids and hashtags have one spelling: parsing the parsed value yields the same value. */
public final class NameFuzz {
    private NameFuzz() {}

    public static void run(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Optional<Long> id = SnowflakeIds.parse(text);
        if (id.isPresent()
                && (id.get() < 0 || !text.replaceFirst("^0+(?=.)", "").equals(Long.toString(id.get())))) {
            throw new AssertionError(text + " was parsed as " + id.get());
        }
        Visibility.parse(text).ifPresent(visibility -> assertSame(visibility.toString(), text));
        Hashtag.parsePrefix(text);
        Hashtag.parse(text)
                .ifPresent(name -> assertSame(Hashtag.parse("#" + name).orElse(""), name));
        int end = Hashtag.findEnd(text, 0, text.length());
        if (end < 0 || end > text.length()) {
            throw new AssertionError("invalid end of a hashtag: " + end);
        }
    }

    private static void assertSame(String actual, String expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError("expected " + expected + ", but was " + actual);
        }
    }
}
