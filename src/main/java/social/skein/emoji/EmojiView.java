package social.skein.emoji;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A custom emoji in the client API.
 *
 * @param staticUrl the picture without animation
 * @param category absent if it has none
 */
public record EmojiView(
        String shortcode,
        String url,
        String staticUrl,
        boolean visibleInPicker,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String category) {}
