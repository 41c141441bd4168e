package social.skein.seed;

import java.time.Duration;
import java.util.List;
import social.skein.account.Accounts;
import social.skein.embedded.Progress;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.status.Favourites;
import social.skein.status.Posting;
import social.skein.status.Statuses;

/** Carries out plans. A plan that was carried out before changes nothing; one that was broken off goes on. */
public final class Seeding {
    private final People people;
    private final Life life;

    public Seeding(
            Accounts accounts,
            Follows follows,
            Statuses statuses,
            Posting posting,
            Favourites favourites,
            Progress progress) {
        this.people = new People(accounts, follows, progress);
        this.life = new Life(statuses, posting, favourites, progress);
    }

    /** Returns when everything is in the database; everybody has the password of this hash. */
    public Figures run(Plan plan, String passwordHash) {
        long started = System.nanoTime();
        Tally tally = new Tally();
        List<AccountId> everybody = people.settle(plan, passwordHash, tally);
        people.befriend(plan, everybody, tally);
        life.happen(plan, everybody, tally);
        return Figures.of(tally, Duration.ofNanos(System.nanoTime() - started));
    }
}
