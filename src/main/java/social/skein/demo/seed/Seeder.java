package social.skein.demo.seed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final ProfileSeeder profiles;
    private final ActivitySeeder activity;

    public Seeder(
            Accounts accounts,
            Follows follows,
            Statuses statuses,
            StatusActions posting,
            Favourites favourites,
            Progress progress) {
        this.accounts = new AccountSeeder(accounts, follows, progress);
        this.profiles = new ProfileSeeder(accounts, progress);
        this.activity = new ActivitySeeder(statuses, posting, favourites, progress);
    }

    /**
     * Executes the plan; every account gets the password with this hash.
     *
     * @param target where pictures are stored; empty for none
     */
    public SeedResult run(SeedPlan plan, String passwordHash, Optional<SeedPictures> target) {
        long started = System.nanoTime();
        SeedCounters counters = new SeedCounters();
        Optional<PictureSeeder> pictures =
                target.map(stores -> new PictureSeeder(stores.media(), stores.folder(), plan.randomSeed()));
        List<AccountId> ids = accounts.seedAccounts(plan, passwordHash, counters);
        pictures.ifPresent(drawn -> profiles.seedPictures(ids, drawn, target.orElseThrow(), counters));
        accounts.seedFollows(plan, ids, counters);
        activity.seedActivity(plan, ids, pictures, counters);
        return SeedResult.from(counters, Duration.ofNanos(System.nanoTime() - started));
    }
}
