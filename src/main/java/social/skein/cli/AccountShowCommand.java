package social.skein.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import social.skein.account.Account;
import social.skein.account.Member;
import social.skein.app.Wiring;
import social.skein.app.Workbench;
import social.skein.departure.Departure;
import social.skein.http.Json;
import social.skein.oauth.Admissions;
import social.skein.timeline.LiveTimelines;

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
    private record Shown(
            AccountListCommand.Line account,
            long statuses,
            long followers,
            long following,
            long tokens,
            long sessions,
            Timeline timeline) {}

    /** The home timeline; ids are text, as everywhere in JSON. */
    private record Timeline(String state, int entries, String watermark, long keptForSeconds) {
        static Timeline of(LiveTimelines.State state) {
            return new Timeline(
                    state.stage().name().toLowerCase(Locale.ROOT),
                    state.entries(),
                    Long.toString(state.watermark()),
                    state.keptFor().toSeconds());
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
        try (Workbench bench = Workbench.open(skein.settings().config(), TerminalProgress.onStandardError())) {
            Optional<Departure> departed = Departed.named(bench, name);
            if (departed.isPresent()) {
                print(Departed.of(bench, departed.get()));
            } else {
                print(look(bench));
            }
        }
    }

    private Shown look(Workbench bench) {
        Wiring wiring = bench.wiring();
        Member member = Members.named(bench, name);
        Optional<Account> account = bench.finish(wiring.accounts().byUsername(member.username()), "Counting");
        Admissions.Opened opened =
                bench.finish(wiring.members().admissions().opened(member.id()), "Counting tokens and sessions");
        LiveTimelines.State timeline = bench.finish(wiring.live().state(member.id()), "Looking at the timeline");
        return new Shown(
                AccountListCommand.Line.of(member),
                account.map(Account::statuses).orElse(0L),
                account.map(Account::followers).orElse(0L),
                account.map(Account::following).orElse(0L),
                opened.tokens(),
                opened.sessions(),
                Timeline.of(timeline));
    }

    private void print(Departed departed) {
        skein.out().println(json ? Json.text(departed) : departed.oneLine());
        skein.out().flush();
    }

    private void print(Shown shown) {
        AccountListCommand.Line account = shown.account();
        if (json) {
            skein.out().println(Json.text(shown));
        } else {
            line("@" + account.username(), account.standing().toString());
            line("id", account.id());
            line("e-mail", account.email());
            line("since", account.createdAt());
            if (!account.reason().isEmpty()) {
                line("wants to join", AccountListCommand.oneLine(account.reason()));
            }
            line(
                    "counts",
                    shown.statuses() + " posts, " + shown.followers() + " followers, follows " + shown.following());
            line("opened by", shown.tokens() + " tokens of apps, " + shown.sessions() + " browsers");
            line("home", shown.timeline().toString());
        }
        skein.out().flush();
    }

    private void line(String what, String is) {
        skein.out().println(String.format(Locale.ROOT, "%-14s%s", what, is));
    }
}
