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
@Command(name = "list", description = "List accounts, oldest first.")
final class AccountListCommand implements Runnable {
    private final SkeinCommand skein;

    @ArgGroup
    private StateFilter filter = new StateFilter();

    @Option(names = "--after", paramLabel = "ID", defaultValue = "0", description = "Show entries after this id only.")
    private long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Maximum number of entries (default ${DEFAULT-VALUE}).")
    private int limit = 100;

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountListCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The mutually exclusive state filters; at most one is set. */
    private static final class StateFilter {
        @Option(names = "--pending", description = "Show accounts awaiting approval or confirmation only.")
        private boolean pending;

        @Option(names = "--suspended", description = "Show suspended accounts only.")
        private boolean suspended;

        AccountListFilter state() {
            return pending
                    ? AccountListFilter.PENDING
                    : suspended ? AccountListFilter.SUSPENDED : AccountListFilter.ALL;
        }
    }

    /** An account in JSON output. */
    record Line(String id, String username, String email, AccountState state, String reason, String createdAt) {
        static Line of(AdminAccount account) {
            return new Line(
                    account.id().toString(),
                    account.username(),
                    account.email(),
                    account.state(),
                    account.reason(),
                    account.createdAt().toString());
        }
    }

    @Override
    public void run() {
        try (CommandContext context =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            AccountStates states = context.feature(AccountFeature.class).states();
            print(context.await(states.list(filter.state(), after, limit), "Listing the accounts"));
        }
    }

    private void print(List<AdminAccount> accounts) {
        if (json) {
            skein.out().println(Json.encode(accounts.stream().map(Line::of).toList()));
        } else if (accounts.isEmpty()) {
            skein.out().println("No accounts found.");
        } else {
            accounts.forEach(account -> skein.out()
                    .println(account.id() + "  " + account.state() + "  @" + account.username() + "  " + account.email()
                            + (account.reason().isEmpty()
                                    ? ""
                                    : "  \"" + withoutControlCharacters(account.reason()) + "\"")));
        }
        skein.out().flush();
    }

    /** Text typed by users must not move the cursor of the terminal. */
    static String withoutControlCharacters(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
