package social.skein.emoji;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.http.PublicUrl;

/**
 * The custom emoji at one time.
 *
 * @param version of the table, at the time of loading or before
 * @param listed those that pickers show, in the order of their shortcodes
 */
record EmojiIndex(long version, Map<String, EmojiView> byShortcode, List<EmojiView> listed) implements EmojiFinder {
    static final EmojiIndex EMPTY = new EmojiIndex(0, Map.of(), List.of());

    static EmojiIndex of(long version, Collection<CustomEmoji> emoji, PublicUrl origin) {
        List<EmojiView> views = emoji.stream().map(each -> each.toView(origin)).toList();
        return new EmojiIndex(
                version,
                views.stream().collect(Collectors.toUnmodifiableMap(EmojiView::shortcode, Function.identity())),
                views.stream().filter(EmojiView::visibleInPicker).toList());
    }

    @Override
    public List<EmojiView> find(List<String> plainTexts, List<String> htmlTexts) {
        if (byShortcode.isEmpty()) {
            return List.of();
        }
        Set<EmojiView> found = new LinkedHashSet<>();
        plainTexts.forEach(text -> collect(text, found));
        for (String html : htmlTexts) {
            // Removing the markup costs more than the search, and hardly any text has shortcodes.
            if (Shortcodes.find(html).stream().anyMatch(byShortcode::containsKey)) {
                collect(Shortcodes.withoutMarkup(html), found);
            }
        }
        return List.copyOf(found);
    }

    private void collect(String text, Set<EmojiView> found) {
        for (String shortcode : Shortcodes.find(text)) {
            EmojiView emoji = byShortcode.get(shortcode);
            if (emoji != null) {
                found.add(emoji);
            }
        }
    }
}
