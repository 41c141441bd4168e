package social.skein.cli.media;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import social.skein.app.CommandContext;
import social.skein.http.Json;
import social.skein.model.Plurals;
import social.skein.verification.MediaUsage;
import social.skein.verification.MediaUsage.AccountUsage;
import social.skein.verification.MediaUsage.KindUsage;
import social.skein.verification.VerificationFeature;

/** Shows what uses the space of the media. */
@Command(name = "usage", description = "Show the space that media use, by kind, and the accounts that use most.")
final class MediaUsageCommand implements Runnable {
    private final CommandEnvironment environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many accounts to show (default ${DEFAULT-VALUE}).")
    private int accounts = 10;

    @Option(names = "--json", description = "JSON output, with sizes in bytes.")
    private boolean json;

    MediaUsageCommand(CommandEnvironment environment) {
        this.environment = environment;
    }

    /** The JSON output. */
    private record Output(long objects, long bytes, List<KindUsage> kinds, List<AccountUsage> accounts) {}

    @Override
    public void run() {
        if (accounts < 0) {
            throw new ParameterException(spec.commandLine(), "--accounts is " + accounts + "; it should be 0 or more");
        }
        try (CommandContext context = environment.open()) {
            MediaUsage usage = context.feature(VerificationFeature.class).usage();
            List<KindUsage> kinds = context.await(usage.byKind(), "Summing up the media");
            List<AccountUsage> largest = accounts == 0
                    ? List.of()
                    : context.await(usage.largestAccounts(accounts), "Summing up the accounts");
            print(kinds, largest);
        }
    }

    private void print(List<KindUsage> kinds, List<AccountUsage> largest) {
        long objects = kinds.stream().mapToLong(KindUsage::objects).sum();
        long bytes = kinds.stream().mapToLong(KindUsage::bytes).sum();
        if (json) {
            environment.out().println(Json.encode(new Output(objects, bytes, kinds, largest)));
        } else {
            kinds.forEach(kind -> printLine(kind.bytes(), kind.objects(), kind.kind()));
            printLine(bytes, objects, "total");
            largest.forEach(account -> printLine(account.bytes(), account.objects(), "@" + account.username()));
        }
        environment.out().flush();
    }

    private void printLine(long bytes, long objects, String name) {
        environment
                .out()
                .println(pad(ByteSize.format(bytes), 12) + pad(Plurals.count(objects, "object"), 18) + "  " + name);
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
