package social.skein.demo.seed;

import java.time.Duration;
import java.util.List;
import social.skein.account.Accounts;
import social.skein.embedded.Progress;
import social.skein.interaction.Favourites;
import social.skein.model.AccountId;
import social.skein.posting.StatusActions;
import social.skein.relationship.Follows;
import social.skein.status.Statuses;

/** Executes seed plans. Repeating a plan changes nothing; an interrupted one is resumed. */
public final class Seeder {
    private final AccountSeeder accounts;
    private final ActivitySeeder activity;

    public Seeder(
            Accounts accounts,
            Follows follows,
            Statuses statuses,
            StatusActions posting,
            Favourites favourites,
            Progress progress) {
        this.accounts = new AccountSeeder(accounts, follows, progress);
        this.activity = new ActivitySeeder(statuses, posting, favourites, progress);
    }

    /** Executes the plan; every account gets the password with this hash. */
    public SeedResult run(SeedPlan plan, String passwordHash) {
        long started = System.nanoTime();
        SeedCounters counters = new SeedCounters();
        List<AccountId> ids = accounts.seedAccounts(plan, passwordHash, counters);
        accounts.seedFollows(plan, ids, counters);
        activity.seedActivity(plan, ids, counters);
        return SeedResult.from(counters, Duration.ofNanos(System.nanoTime() - started));
    }
}
