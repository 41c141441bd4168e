package social.skein.cli;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.account.Member;
import social.skein.account.Standing;
import social.skein.account.Standings;
import social.skein.account.Standings.Which;
import social.skein.app.Workbench;
import social.skein.http.Json;

/** Lists accounts. */
@Command(name = "list", description = "List accounts, the oldest first.")
final class AccountListCommand implements Runnable {
    private final SkeinCommand skein;

    @ArgGroup
    private Only only = new Only();

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Only those after this one.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most ${DEFAULT-VALUE}.")
    private int limit = 100;

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    AccountListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** One of these, or neither. */
    private static final class Only {
        @Option(names = "--pending", description = "Only those that wait to be let in or confirmed.")
        private boolean pending;

        @Option(names = "--suspended", description = "Only those that are suspended.")
        private boolean suspended;

        Which which() {
            return pending ? Which.AWAITED : suspended ? Which.SUSPENDED : Which.ALL;
        }
    }

    /** An account as JSON. */
    record Line(String id, String username, String email, Standing standing, String reason, String createdAt) {
        static Line of(Member member) {
            return new Line(
                    member.id().toString(),
                    member.username(),
                    member.email(),
                    member.standing(),
                    member.reason(),
                    member.createdAt().toString());
        }
    }

    @Override
    public void run() {
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            Standings standings = bench.wiring().members().standings();
            print(bench.finish(standings.list(only.which(), after, limit), "Listing the accounts"));
        }
    }

    private void print(List<Member> members) {
        if (json) {
            skein.out().println(Json.text(members.stream().map(Line::of).toList()));
        } else if (members.isEmpty()) {
            skein.out().println("There are none.");
        } else {
            members.forEach(member -> skein.out()
                    .println(member.id() + "  " + member.standing() + "  @" + member.username() + "  " + member.email()
                            + (member.reason().isEmpty() ? "" : "  \"" + oneLine(member.reason()) + "\"")));
        }
        skein.out().flush();
    }

    /** What strangers typed must not move the terminal's cursor. */
    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
