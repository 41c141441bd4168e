package social.skein.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.Account;
import social.skein.account.AccountFeature;
import social.skein.account.AdminAccount;
import social.skein.app.CommandContext;
import social.skein.deletion.AccountDeletion;
import social.skein.http.Json;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.OauthFeature;
import social.skein.timeline.RedisTimelines;
import social.skein.timeline.TimelineFeature;

/** Shows the state of one account. */
@Command(name = "show", description = "Show an account: state, counters, tokens and sessions, home timeline.")
final class AccountShowCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "Account name.")
    private String name = "";

    @Option(names = "--json", description = "JSON output.")
    private boolean json;

    AccountShowCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** The JSON output. */
    private record AccountDetails(
            AccountListCommand.Line account,
            long statuses,
            long followers,
            long following,
            long tokens,
            long sessions,
            Timeline timeline) {}

    /** The home timeline; ids are strings, as everywhere in JSON. */
    private record Timeline(String state, int entries, String watermark, long ttlSeconds) {
        static Timeline of(RedisTimelines.TimelineState state) {
            return new Timeline(
                    state.stage().name().toLowerCase(Locale.ROOT),
                    state.entries(),
                    Long.toString(state.watermark()),
                    state.ttl().toSeconds());
        }

        @Override
        public String toString() {
            return switch (state) {
                case "live" ->
                    "live, " + entries + " entries, "
                            + (watermark.equals("0") ? "complete" : "complete above " + watermark)
                            + ", expires in " + ttlSeconds / 3_600 + " h unless it is read";
                case "building" -> "being rebuilt, " + entries + " entries so far";
                default -> "not in Redis: read from the database, rebuilt on the next read";
            };
        }
    }

    @Override
    public void run() {
        try (CommandContext context =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            Optional<AccountDeletion> deletion = DeletionLine.find(context, name);
            if (deletion.isPresent()) {
                print(DeletionLine.load(context, deletion.get()));
            } else {
                print(load(context));
            }
        }
    }

    private AccountDetails load(CommandContext context) {
        AdminAccount found = AccountArgument.resolve(context, name);
        Optional<Account> account = context.await(
                context.feature(AccountFeature.class).accounts().byUsername(found.username()), "Loading the counters");
        AccountModeration.AccessCounts access = context.await(
                context.feature(OauthFeature.class).moderation().countAccess(found.id()),
                "Counting tokens and sessions");
        RedisTimelines.TimelineState timeline = context.await(
                context.feature(TimelineFeature.class).timelines().state(found.id()), "Loading the timeline state");
        return new AccountDetails(
                AccountListCommand.Line.of(found),
                account.map(Account::statuses).orElse(0L),
                account.map(Account::followers).orElse(0L),
                account.map(Account::following).orElse(0L),
                access.tokens(),
                access.sessions(),
                Timeline.of(timeline));
    }

    private void print(DeletionLine deletion) {
        skein.out().println(json ? Json.encode(deletion) : deletion.singleLine());
        skein.out().flush();
    }

    private void print(AccountDetails details) {
        AccountListCommand.Line account = details.account();
        if (json) {
            skein.out().println(Json.encode(details));
        } else {
            printLine("@" + account.username(), account.state().toString());
            printLine("id", account.id());
            printLine("e-mail", account.email());
            printLine("created", account.createdAt());
            if (!account.reason().isEmpty()) {
                printLine("sign-up note", AccountListCommand.withoutControlCharacters(account.reason()));
            }
            printLine(
                    "counters",
                    details.statuses() + " posts, " + details.followers() + " followers, " + details.following()
                            + " following");
            printLine("access", details.tokens() + " app tokens, " + details.sessions() + " browser sessions");
            printLine("home timeline", details.timeline().toString());
        }
        skein.out().flush();
    }

    private void printLine(String label, String value) {
        skein.out().println(String.format(Locale.ROOT, "%-14s%s", label, value));
    }
}
