package social.skein.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import social.skein.account.AccountFeature;
import social.skein.account.AccountState;
import social.skein.account.AccountStates.AccountListFilter;
import social.skein.account.AccountStates.AccountListQuery;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.cli.media.AgeConverter;
import social.skein.http.Json;

/** Lists accounts. */
@Command(
        name = "list",
        description = {
            "List accounts, oldest first.",
            "With --names the output is input for other commands, for instance",
            "account list --since 1h --names | account suspend -"
        })
final class AccountListCommand implements Runnable {
    private final SkeinCommand skein;

    @ArgGroup
    private StateFilter filter = new StateFilter();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Show accounts created at or after TIME: an age such as 90m, 36h or 7d,"
                    + " or a time such as 2026-11-30 or 2026-11-30T12:00:00Z (UTC).")
    private Instant since = AccountListQuery.BEGINNING;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Show accounts created before TIME.")
    private Instant until = AccountListQuery.END;

    @Option(
            names = "--email-domain",
            paramLabel = "DOMAIN",
            description = "Show accounts whose e-mail address is in this domain or a subdomain of it.")
    private String emailDomain = "";

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--names", description = "Print the names only, one a line; all of them unless --limit is set.")
    private boolean namesOnly;

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

    /** Reads a time, or an age before now. */
    static final class TimeConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                if (AgeConverter.isAge(text)) {
                    return Instant.now().minus(AgeConverter.parse(text));
                }
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException invalid) {
                throw new TypeConversionException(
                        "'" + text
                                + "' should be an age such as 90m, 36h or 7d, or a time such as 2026-11-30 or 2026-11-30T12:00:00Z");
            }
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
        String domain = emailDomain.startsWith("@") ? emailDomain.substring(1) : emailDomain;
        AccountListQuery query = new AccountListQuery(filter.state(), since, until, domain, page.after(), page.limit());
        try (CommandContext context = skein.open()) {
            List<AdminAccount> accounts = list(context, query);
            print(accounts);
            if (namesOnly && !json && !page.hasLimit()) {
                printRemainingNames(context, query, accounts);
            } else {
                page.printIfFull(skein, accounts.size());
            }
        }
    }

    private static List<AdminAccount> list(CommandContext context, AccountListQuery query) {
        return context.await(context.feature(AccountFeature.class).states().list(query), "Listing the accounts");
    }

    /** Names are input for other commands, which should miss none. */
    private void printRemainingNames(CommandContext context, AccountListQuery first, List<AdminAccount> printed) {
        List<AdminAccount> last = printed;
        while (last.size() == first.limit()) {
            last = list(context, first.continueAfter(last.get(last.size() - 1).id()));
            print(last);
        }
    }

    private void print(List<AdminAccount> accounts) {
        if (json) {
            skein.out().println(Json.encode(accounts.stream().map(Line::of).toList()));
        } else if (namesOnly) {
            accounts.forEach(account -> skein.out().println(account.username()));
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
