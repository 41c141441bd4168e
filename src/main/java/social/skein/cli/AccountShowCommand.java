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
import social.skein.model.Plurals;
import social.skein.oauth.AccountModeration;
import social.skein.oauth.OauthFeature;
import social.skein.timeline.RedisHomeTimelines;
import social.skein.timeline.TimelineFeature;

/** Shows the state of one account. */
@Command(name = "show", description = "Show an account: state, counters, tokens and sessions, home timeline.")
final class AccountShowCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "The account, as in @NAME.")
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
        static final Timeline UNKNOWN = new Timeline("unknown", 0, "0", 0);

        static Timeline of(RedisHomeTimelines.TimelineState state) {
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
                    "live, " + Plurals.count(entries, "entry") + ", "
                            + (watermark.equals("0") ? "complete" : "complete above " + watermark)
                            + ", expires in " + ttlSeconds / 3_600 + " h unless it is read";
                case "building" -> "being rebuilt, " + Plurals.count(entries, "entry") + " so far";
                case "unknown" -> "unknown: Redis does not respond";
                default -> "not in Redis: read from the database, rebuilt on the next read";
            };
        }
    }

    @Override
    public void run() {
        try (CommandContext context = skein.open()) {
            Optional<AccountDeletion> deletion = DeletionLine.find(context, name);
            if (deletion.isPresent()) {
                print(DeletionLine.load(context, deletion.get()));
            } else {
                print(load(context));
            }
        }
    }

    private AccountDetails load(CommandContext context) {
        AdminAccount found = AccountNames.resolve(context, name);
        Optional<Account> account = context.await(
                context.feature(AccountFeature.class).accounts().byUsername(found.username()), "Loading the counters");
        AccountModeration.AccessCounts access = context.await(
                context.feature(OauthFeature.class).moderation().countAccess(found.id()),
                "Counting tokens and sessions");
        Timeline timeline = context.await(
                context.feature(TimelineFeature.class)
                        .timelines()
                        .state(found.id())
                        .map(Timeline::of)
                        .otherwise(Timeline.UNKNOWN),
                "Loading the timeline state");
        return new AccountDetails(
                AccountListCommand.Line.of(found),
                account.map(known -> known.counts().statuses()).orElse(0L),
                account.map(known -> known.counts().followers()).orElse(0L),
                account.map(known -> known.counts().following()).orElse(0L),
                access.tokens(),
                access.sessions(),
                timeline);
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
                    Plurals.count(details.statuses(), "post") + ", " + Plurals.count(details.followers(), "follower")
                            + ", " + details.following() + " following");
            printLine(
                    "access",
                    Plurals.count(details.tokens(), "app token") + ", "
                            + Plurals.count(details.sessions(), "browser session"));
            printLine("home timeline", details.timeline().toString());
        }
        skein.out().flush();
    }

    private void printLine(String label, String value) {
        skein.out().println(String.format(Locale.ROOT, "%-14s%s", label, value));
    }
}
