package social.skein.cli.media;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.emoji.EmojiFeature;
import social.skein.emoji.EmojiFiles;
import social.skein.emoji.NewEmoji;
import social.skein.http.Json;

/** Adds one custom emoji. */
@Command(
        name = "add",
        description = {
            "Add a custom emoji from a PNG, GIF, WebP or JPEG picture.",
            "It is scaled down to 128 pixels; an animated GIF remains animated, in its size. Clients show it within seconds."
        })
final class EmojiAddCommand implements Runnable {
    private final CommandEnvironment environment;

    @Parameters(
            index = "0",
            paramLabel = "SHORTCODE",
            description = "Its name: two or more letters a-z and A-Z, digits and underscores.")
    private String shortcode = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The picture.")
    private Path file = Path.of("");

    @Mixin
    private EmojiOptions options = new EmojiOptions();

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    EmojiAddCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        NewEmoji emoji = options.emoji(shortcode);
        Buffer picture = Buffer.buffer(read());
        try (CommandContext context = environment.open()) {
            context.await(
                    context.feature(EmojiFeature.class).editor().add(emoji, picture),
                    "Adding :" + emoji.shortcode() + ":");
        }
        AuditLog.record(AuditLog.Event.EMOJI_ADDED, AuditLog.operatorActor(), "emoji :" + emoji.shortcode() + ":");
        environment.out().println(json ? Json.encode(emoji) : ":" + emoji.shortcode() + ": added.");
        environment.out().flush();
    }

    private byte[] read() {
        try {
            return EmojiFiles.readPicture(file);
        } catch (IOException failure) {
            throw new IllegalArgumentException(file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
