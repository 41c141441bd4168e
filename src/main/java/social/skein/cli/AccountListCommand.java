package social.skein.cli;

import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import social.skein.account.AccountFeature;
import social.skein.account.AccountState;
import social.skein.account.AccountStates;
import social.skein.account.AccountStates.AccountListFilter;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.http.Json;

/** Lists accounts. */
@Command(name = "list", description = "List accounts, the oldest first.")
final class AccountListCommand implements Runnable {
    private final SkeinCommand skein;

    @ArgGroup
    private StateFilter filter = new StateFilter();

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
    private static final class StateFilter {
        @Option(names = "--pending", description = "Only those that wait to be let in or confirmed.")
        private boolean pending;

        @Option(names = "--suspended", description = "Only those that are suspended.")
        private boolean suspended;

        AccountListFilter state() {
            return pending
                    ? AccountListFilter.PENDING
                    : suspended ? AccountListFilter.SUSPENDED : AccountListFilter.ALL;
        }
    }

    /** An account as JSON. */
    record Line(String id, String username, String email, AccountState standing, String reason, String createdAt) {
        static Line of(AdminAccount member) {
            return new Line(
                    member.id().toString(),
                    member.username(),
                    member.email(),
                    member.state(),
                    member.reason(),
                    member.createdAt().toString());
        }
    }

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            AccountStates standings = bench.feature(AccountFeature.class).states();
            print(bench.await(standings.list(filter.state(), after, limit), "Listing the accounts"));
        }
    }

    private void print(List<AdminAccount> members) {
        if (json) {
            skein.out().println(Json.encode(members.stream().map(Line::of).toList()));
        } else if (members.isEmpty()) {
            skein.out().println("There are none.");
        } else {
            members.forEach(member -> skein.out()
                    .println(member.id() + "  " + member.state() + "  @" + member.username() + "  " + member.email()
                            + (member.reason().isEmpty()
                                    ? ""
                                    : "  \"" + withoutControlCharacters(member.reason()) + "\"")));
        }
        skein.out().flush();
    }

    /** What strangers typed must not move the terminal's cursor. */
    static String withoutControlCharacters(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
