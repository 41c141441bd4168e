package social.skein.cli.media;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.app.CommandContext;
import social.skein.emoji.CustomEmoji;
import social.skein.emoji.EmojiFeature;
import social.skein.emoji.EmojiView;
import social.skein.http.Json;

/** Lists the custom emoji. */
@Command(name = "list", description = "List the custom emoji, also hidden ones, in the order of their shortcodes.")
final class EmojiListCommand implements Runnable {
    private final CommandEnvironment environment;

    @Option(names = "--json", description = "JSON output, as clients get it.")
    private boolean json;

    EmojiListCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        try (CommandContext context = environment.open()) {
            EmojiFeature feature = context.feature(EmojiFeature.class);
            List<CustomEmoji> emoji = context.await(feature.editor().list(), "Listing the emoji");
            print(emoji.stream().map(feature::view).toList());
        }
    }

    private void print(List<EmojiView> emoji) {
        if (json) {
            environment.out().println(Json.encode(emoji));
        } else if (emoji.isEmpty()) {
            environment.out().println("There are no custom emoji.");
        } else {
            emoji.forEach(each -> environment.out().println(line(each)));
        }
        environment.out().flush();
    }

    private static String line(EmojiView emoji) {
        return ":" + emoji.shortcode() + ":  " + (emoji.category() == null ? "" : "\"" + emoji.category() + "\"  ")
                + (emoji.visibleInPicker() ? "" : "hidden  ") + emoji.url();
    }
}
