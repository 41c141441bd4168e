package social.skein.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.Member;
import social.skein.account.Standing;
import social.skein.app.Workbench;
import social.skein.http.Json;
import social.skein.oauth.Admissions;

/**
 * Takes one of the {@link AccountStep}s. To take it again is no failure: the account is as it should be. Instances that
 * remember the account's tokens hear of it within five seconds.
 */
@Command
final class AccountStepCommand implements Runnable {
    private final SkeinCommand skein;
    private final AccountStep step;

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name = "";

    @Option(names = "--dry-run", description = "Say what would change, and change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the outcome as JSON.")
    private boolean json;

    private AccountStepCommand(SkeinCommand skein, AccountStep step) {
        this.skein = skein;
        this.step = step;
    }

    static CommandLine of(SkeinCommand skein, AccountStep step) {
        CommandLine command = new CommandLine(new AccountStepCommand(skein, step));
        command.getCommandSpec().name(step.toString()).usageMessage().description(step.description);
        return command;
    }

    /** What became of it. */
    private record Outcome(String username, Standing standing, boolean changed, boolean dryRun) {}

    @Override
    public void run() {
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            Member member = Members.named(bench, name);
            Admissions admissions = bench.wiring().members().admissions();
            boolean changed = dryRun
                    ? step.concerns(member)
                    : bench.finish(step.take(admissions, member.id()), "To " + step + " @" + member.username());
            print(member, changed, standing(bench, member));
        }
    }

    private Standing standing(Workbench bench, Member before) {
        return dryRun
                ? before.standing()
                : bench.finish(bench.wiring().members().standings().of(before.id()), "Looking again")
                        .orElse(before.standing());
    }

    private void print(Member member, boolean changed, Standing now) {
        if (json) {
            skein.out().println(Json.text(new Outcome(member.username(), now, changed, dryRun)));
        } else {
            String words = changed ? (dryRun ? "would be " : "") + step.done : step.nothing;
            skein.out().println("@" + member.username() + ": " + words + ".");
        }
        skein.out().flush();
    }
}
