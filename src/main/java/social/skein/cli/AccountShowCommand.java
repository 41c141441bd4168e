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

/** Shows all that an operator may want to know of an account. */
@Command(name = "show", description = "Show an account: how it stands, its counts, what opens it, its home timeline.")
final class AccountShowCommand implements Runnable {
    private final SkeinCommand skein;

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    AccountShowCommand(SkeinCommand skein) {
        this.skein = skein;
    }

    /** What there is to know, as JSON. */
    private record AccountDetails(
            AccountListCommand.Line account,
            long statuses,
            long followers,
            long following,
            long tokens,
            long sessions,
            Timeline timeline) {}

    /** The home timeline; ids are text, as everywhere in JSON. */
    private record Timeline(String state, int entries, String watermark, long keptForSeconds) {
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
                            + ", kept for another " + keptForSeconds / 3_600 + " h if nobody reads it";
                case "building" -> "being built, " + entries + " entries so far";
                default -> "not live: the database answers, and the next reader has it built";
            };
        }
    }

    @Override
    public void run() {
        try (CommandContext bench =
                CommandContext.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            Optional<AccountDeletion> departed = DeletionLine.find(bench, name);
            if (departed.isPresent()) {
                print(DeletionLine.load(bench, departed.get()));
            } else {
                print(load(bench));
            }
        }
    }

    private AccountDetails load(CommandContext bench) {
        AdminAccount member = AccountArgument.resolve(bench, name);
        Optional<Account> account =
                bench.await(bench.feature(AccountFeature.class).accounts().byUsername(member.username()), "Counting");
        AccountModeration.AccessCounts opened = bench.await(
                bench.feature(OauthFeature.class).moderation().countAccess(member.id()),
                "Counting tokens and sessions");
        RedisTimelines.TimelineState timeline = bench.await(
                bench.feature(TimelineFeature.class).timelines().state(member.id()), "Looking at the timeline");
        return new AccountDetails(
                AccountListCommand.Line.of(member),
                account.map(Account::statuses).orElse(0L),
                account.map(Account::followers).orElse(0L),
                account.map(Account::following).orElse(0L),
                opened.tokens(),
                opened.sessions(),
                Timeline.of(timeline));
    }

    private void print(DeletionLine departed) {
        skein.out().println(json ? Json.encode(departed) : departed.singleLine());
        skein.out().flush();
    }

    private void print(AccountDetails shown) {
        AccountListCommand.Line account = shown.account();
        if (json) {
            skein.out().println(Json.encode(shown));
        } else {
            printLine("@" + account.username(), account.standing().toString());
            printLine("id", account.id());
            printLine("e-mail", account.email());
            printLine("since", account.createdAt());
            if (!account.reason().isEmpty()) {
                printLine("wants to join", AccountListCommand.withoutControlCharacters(account.reason()));
            }
            printLine(
                    "counts",
                    shown.statuses() + " posts, " + shown.followers() + " followers, follows " + shown.following());
            printLine("opened by", shown.tokens() + " tokens of apps, " + shown.sessions() + " browsers");
            printLine("home", shown.timeline().toString());
        }
        skein.out().flush();
    }

    private void printLine(String label, String value) {
        skein.out().println(String.format(Locale.ROOT, "%-14s%s", label, value));
    }
}
