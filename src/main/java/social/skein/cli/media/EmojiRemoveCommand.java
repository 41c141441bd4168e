package social.skein.cli.media;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.emoji.EmojiFeature;
import social.skein.emoji.Shortcodes;
import social.skein.http.Json;

/** Removes custom emoji and their pictures. One that does not exist does not keep the others from it. */
@Command(
        name = "remove",
        description = "Remove custom emoji and their pictures. Texts show their shortcodes again within seconds.")
final class EmojiRemoveCommand implements Callable<Integer> {
    private final CommandEnvironment environment;

    @Parameters(paramLabel = "SHORTCODE", arity = "1..*", description = "The emoji, with or without colons.")
    private List<String> shortcodes = new ArrayList<>();

    @Option(names = "--json", description = "JSON output: the shortcodes of the removed emoji.")
    private boolean json;

    EmojiRemoveCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<String> requested =
                shortcodes.stream().map(Shortcodes::require).distinct().toList();
        List<String> removed = new ArrayList<>();
        try (CommandContext context = environment.open()) {
            for (String shortcode : requested) {
                if (remove(context, shortcode)) {
                    removed.add(shortcode);
                } else {
                    environment.printError("There is no emoji with the shortcode :" + shortcode + ":.");
                }
            }
        }
        if (json) {
            environment.out().println(Json.encode(removed));
            environment.out().flush();
        }
        return removed.size() == requested.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean remove(CommandContext context, String shortcode) {
        boolean removed = context.await(
                context.feature(EmojiFeature.class).editor().remove(shortcode), "Removing :" + shortcode + ":");
        if (removed) {
            AuditLog.record(AuditLog.Event.EMOJI_REMOVED, AuditLog.operatorActor(), "emoji :" + shortcode + ":");
            if (!json) {
                environment.out().println(":" + shortcode + ": removed.");
                environment.out().flush();
            }
        }
        return removed;
    }
}
