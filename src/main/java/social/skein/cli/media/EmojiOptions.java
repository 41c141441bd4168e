package social.skein.cli.media;

import picocli.CommandLine.Option;
import social.skein.emoji.NewEmoji;

/** The options of commands that add emoji. */
final class EmojiOptions {
    @Option(names = "--category", paramLabel = "NAME", description = "Where clients list it in their pickers.")
    private String category = "";

    @Option(names = "--hidden", description = "Show it in texts, but not in pickers.")
    private boolean hidden;

    /** Fails if the category is invalid, before any file is read. */
    void requireValid() {
        category = NewEmoji.requireCategory(category);
    }

    NewEmoji emoji(String shortcode) {
        return new NewEmoji(shortcode, category, !hidden);
    }
}
