package social.skein.cli.media;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.app.CommandContext;
import social.skein.emoji.EmojiFiles;
import social.skein.emoji.ImportSink;
import social.skein.http.Json;

/** Adds the pictures of a folder or an archive as custom emoji. */
@Command(
        name = "import",
        description = {
            "Add the pictures of a folder, or of a .zip or .tar.gz archive, as custom emoji.",
            "The name of a file without its extension is the shortcode. Existing emoji are skipped. All new emoji appear"
                    + " together at the end; if the archive is damaged or the import fails, none does."
        })
final class EmojiImportCommand implements Callable<Integer> {
    private final CommandEnvironment environment;

    @Parameters(paramLabel = "FOLDER|ARCHIVE", description = "The folder or archive; its subfolders do not matter.")
    private Path source = Path.of("");

    @Mixin
    private EmojiOptions options = new EmojiOptions();

    @Option(names = "--json", description = "JSON output: an array with an object for each file.")
    private boolean json;

    EmojiImportCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        options.requireValid();
        int files = read(ImportSink.NONE);
        List<EmojiImportLine> report;
        try (CommandContext context = environment.open()) {
            report = run(new EmojiImport(context, options::emoji, files, environment.progress()));
        }
        print(report);
        return count(report, EmojiImportLine.Outcome.REFUSED) == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<EmojiImportLine> run(EmojiImport target) {
        try {
            read(target);
        } catch (RuntimeException failure) {
            target.discard();
            throw failure;
        }
        return target.finish();
    }

    /** Returns the number of files. */
    @CanIgnoreReturnValue
    private int read(ImportSink sink) {
        try {
            return EmojiFiles.read(source, sink);
        } catch (IOException failure) {
            throw new IllegalArgumentException(source + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private void print(List<EmojiImportLine> report) {
        if (json) {
            environment.out().println(Json.encode(report));
        } else {
            report.forEach(line -> environment.out().println(line.singleLine()));
            environment
                    .out()
                    .println(count(report, EmojiImportLine.Outcome.ADDED) + " added, "
                            + count(report, EmojiImportLine.Outcome.SKIPPED) + " skipped, "
                            + count(report, EmojiImportLine.Outcome.REFUSED) + " refused.");
        }
        environment.out().flush();
    }

    private static long count(List<EmojiImportLine> report, EmojiImportLine.Outcome outcome) {
        return report.stream().filter(line -> line.outcome() == outcome).count();
    }
}
