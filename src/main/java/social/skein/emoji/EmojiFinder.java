package social.skein.emoji;

import java.util.List;

/** Finds the custom emoji that texts contain. Reads only memory: pages call it for each of their texts. */
@FunctionalInterface
public interface EmojiFinder {
    /** Finds none, for texts that are rendered without emoji. */
    EmojiFinder NONE = (plainTexts, htmlTexts) -> List.of();

    /**
     * The emoji in the order of their first shortcode, each once.
     *
     * @param plainTexts as typed
     * @param htmlTexts as this server wrote them; shortcodes in links do not count
     */
    List<EmojiView> find(List<String> plainTexts, List<String> htmlTexts);
}
