package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.audience.Audience;
import social.skein.audience.Subject;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.FollowerPage;
import social.skein.relationship.Follows;
import social.skein.stream.FollowsHint;
import social.skein.stream.StatusHint;
import social.skein.timeline.LiveTimelines;

/** Brings a status to the live home timelines of those who hear of it, and tells the streams. */
public final class Fanout implements FactHandler {
    /** Followers per look-up and per round trip to Redis. */
    private static final int CHUNK = 1_000;

    private final Follows follows;
    private final LiveTimelines timelines;
    private final Removal removal;
    private final Hints hints;
    private final Counter deliveries;

    public Fanout(Follows follows, LiveTimelines timelines, Removal removal, Hints hints, MeterRegistry metrics) {
        this.follows = follows;
        this.timelines = timelines;
        this.removal = removal;
        this.hints = hints;
        this.deliveries = Counter.builder("skein.deliveries")
                .description("Status ids appended to live home timelines")
                .register(metrics);
    }

    @Override
    public String role() {
        return "fanout";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.STATUSES, Topic.FOLLOWS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.StatusPosted posted) {
            return spread(posted)
                    .onSuccess(done ->
                            hints.publish(StatusHint.HINT, new StatusHint(posted.id(), posted.author(), false)));
        }
        if (fact instanceof Fact.StatusDeleted deleted) {
            return removal.of(deleted);
        }
        if (fact instanceof Fact.Followed followed) {
            return forget(followed.follower());
        }
        if (fact instanceof Fact.Unfollowed unfollowed) {
            return forget(unfollowed.follower());
        }
        return Future.succeededFuture();
    }

    private Future<Void> spread(Fact.StatusPosted posted) {
        if (posted.visibility() == Visibility.DIRECT) {
            return Future.succeededFuture();
        }
        return deliver(posted, List.of(posted.author())).compose(own -> spread(posted, 0));
    }

    private Future<Void> spread(Fact.StatusPosted posted, long after) {
        return follows.followers(posted.author(), after, CHUNK)
                .compose(page -> hearers(posted, page)
                        .compose(hearers -> deliver(posted, hearers))
                        .compose(done -> page.last() ? Future.succeededFuture() : spread(posted, page.cursor())));
    }

    /** Those followers of the author who hear of it: of a reply, those who follow the answered one too. */
    private Future<List<AccountId>> hearers(Fact.StatusPosted posted, FollowerPage page) {
        Subject subject = new Subject(
                posted.author(),
                posted.visibility(),
                posted.inReplyToAccount(),
                posted.reblogOfAccount(),
                new HashSet<>(posted.mentions()));
        Optional<AccountId> answered = posted.inReplyToAccount().filter(account -> !account.equals(posted.author()));
        Future<Set<AccountId>> interested = answered.map(account -> follows.followersAmong(account, page.accounts()))
                .orElse(Future.succeededFuture(Set.of()));
        return interested.map(followTheAnswered -> page.accounts().stream()
                .filter(follower -> Audience.hears(
                        follower,
                        subject,
                        whom -> whom.equals(posted.author()) || followTheAnswered.contains(follower)))
                .toList());
    }

    private Future<Void> deliver(Fact.StatusPosted posted, List<AccountId> hearers) {
        return timelines
                .push(posted.id(), hearers)
                .onSuccess(deliveries::increment)
                .mapEmpty();
    }

    private Future<Void> forget(AccountId follower) {
        return timelines.forget(follower).onSuccess(done -> hints.publish(FollowsHint.HINT, new FollowsHint(follower)));
    }
}
