package social.skein.cli.media;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.app.CommandContext;
import social.skein.auditlog.AuditLog;
import social.skein.embedded.Progress;
import social.skein.emoji.CustomEmoji;
import social.skein.emoji.EmojiEditor;
import social.skein.emoji.EmojiFeature;
import social.skein.emoji.ImportSink;
import social.skein.emoji.NewEmoji;
import social.skein.model.MediaId;
import social.skein.model.Problem;

/** Stores the pictures of a folder or archive as emoji, which are put into use together at the end. */
final class EmojiImport implements ImportSink {
    private final CommandContext context;
    private final EmojiEditor editor;
    private final Function<String, NewEmoji> options;
    private final int files;
    private final Progress progress;
    private final Set<String> existing;
    private final Map<String, MediaId> staged = new TreeMap<>();
    private final List<EmojiImportLine> report = new ArrayList<>();

    /**
     * An import that has not read anything yet.
     *
     * @param options makes an emoji of its shortcode
     * @param files how many there are, for the progress
     */
    EmojiImport(CommandContext context, Function<String, NewEmoji> options, int files, Progress progress) {
        this.context = context;
        this.files = files;
        this.progress = progress;
        this.editor = context.feature(EmojiFeature.class).editor();
        this.options = options;
        this.existing = context.await(editor.list(), "Listing the emoji").stream()
                .map(CustomEmoji::shortcode)
                .collect(Collectors.toSet());
    }

    @Override
    public void accept(String path, byte[] content) {
        try {
            NewEmoji emoji = options.apply(shortcode(path));
            if (existing.contains(emoji.shortcode())) {
                skip(path, "there is an emoji with the shortcode :" + emoji.shortcode() + ": already");
            } else if (staged.containsKey(emoji.shortcode())) {
                refuse(path, "another file has the same name");
            } else {
                stage(path, emoji, content);
            }
        } catch (Problem.Invalid invalid) {
            refuse(path, invalid.detail());
        }
    }

    private void stage(String path, NewEmoji emoji, byte[] content) {
        add(context.await(
                editor.stage(emoji, Buffer.buffer(content))
                        .map(id -> {
                            staged.put(emoji.shortcode(), id);
                            return EmojiImportLine.added(path, emoji.shortcode());
                        })
                        .recover(failure -> failure instanceof Problem.Invalid invalid
                                ? Future.succeededFuture(EmojiImportLine.refused(path, invalid.detail()))
                                : Future.failedFuture(failure)),
                "Storing " + path));
    }

    private void add(EmojiImportLine line) {
        report.add(line);
        progress.fraction("Emoji", Math.min(1, (double) report.size() / files));
    }

    /** The name of the file without its extension. */
    private static String shortcode(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    @Override
    public void skip(String path, String reason) {
        add(EmojiImportLine.skipped(path, reason));
    }

    @Override
    public void refuse(String path, String reason) {
        add(EmojiImportLine.refused(path, reason));
    }

    /** Puts the emoji into use, all or none, and returns what became of each file. */
    List<EmojiImportLine> finish() {
        context.await(editor.publish(staged.values()), "Adding the emoji");
        staged.keySet()
                .forEach(shortcode -> AuditLog.record(
                        AuditLog.Event.EMOJI_ADDED, AuditLog.operatorActor(), "emoji :" + shortcode + ":"));
        return report;
    }

    /** Removes what was stored, after a failure. */
    void discard() {
        context.await(editor.discard(staged.values()).otherwiseEmpty(), "Removing the pictures");
    }
}
