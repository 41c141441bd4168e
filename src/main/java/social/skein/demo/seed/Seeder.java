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

/** Carries out plans. A plan that was carried out before changes nothing; one that was broken off goes on. */
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

    /** Returns when everything is in the database; everybody has the password of this hash. */
    public SeedResult run(SeedPlan plan, String passwordHash) {
        long started = System.nanoTime();
        SeedCounters tally = new SeedCounters();
        List<AccountId> everybody = accounts.seedAccounts(plan, passwordHash, tally);
        accounts.seedFollows(plan, everybody, tally);
        activity.seedActivity(plan, everybody, tally);
        return SeedResult.from(tally, Duration.ofNanos(System.nanoTime() - started));
    }
}
