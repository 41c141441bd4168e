package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.audience.Audience;
import social.skein.audience.Interests;
import social.skein.audience.Subject;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.relationship.FollowerPage;
import social.skein.relationship.Follows;
import social.skein.relationship.KnownTies;
import social.skein.relationship.Ties;
import social.skein.relationship.TiesChanged;
import social.skein.stream.StatusHint;
import social.skein.tag.TagFollows;
import social.skein.timeline.LiveTimelines;
import social.skein.timeline.Parcel;

/** Brings a status to the live home timelines of those who hear of it, and tells the streams. */
public final class Fanout implements FactHandler {
    /** Followers per look-up and per round trip to Redis. */
    private static final int CHUNK = 1_000;

    private final Follows follows;
    private final TagFollows tags;
    private final LiveTimelines timelines;
    private final Removal removal;
    private final Hints hints;
    private final Counter deliveries;

    public Fanout(
            Follows follows,
            TagFollows tags,
            LiveTimelines timelines,
            Removal removal,
            Hints hints,
            MeterRegistry metrics) {
        this.follows = follows;
        this.tags = tags;
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
            return spread(posted).onSuccess(done -> tell(posted.id(), posted.author(), StatusHint.Change.POSTED));
        } else if (fact instanceof Fact.StatusEdited edited) {
            tell(edited.id(), edited.author(), StatusHint.Change.EDITED);
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return removal.of(deleted);
        } else if (changesHome(fact)) {
            return forget(fact.actor());
        }
        return Future.succeededFuture();
    }

    private static boolean changesHome(Fact fact) {
        return fact instanceof Fact.Followed
                || fact instanceof Fact.Unfollowed
                || fact instanceof Fact.TagFollowed
                || fact instanceof Fact.TagUnfollowed;
    }

    private void tell(StatusId status, AccountId author, StatusHint.Change change) {
        hints.publish(StatusHint.HINT, new StatusHint(status, author, change));
    }

    private Future<Void> spread(Fact.StatusPosted posted) {
        if (posted.visibility() == Visibility.DIRECT) {
            return Future.succeededFuture();
        }
        return deliver(posted, List.of(posted.author()))
                .compose(own -> spread(posted, 0))
                .compose(followers -> spreadByTag(posted, posted.tags().iterator()));
    }

    /** Who hears of it for a hashtag's sake may follow its author as well: readers drop repeats. */
    private Future<Void> spreadByTag(Fact.StatusPosted posted, Iterator<String> rest) {
        return rest.hasNext() && posted.visibility() == Visibility.PUBLIC
                ? spreadByTag(posted, rest.next(), 0).compose(done -> spreadByTag(posted, rest))
                : Future.succeededFuture();
    }

    private Future<Void> spreadByTag(Fact.StatusPosted posted, String tag, long after) {
        return tags.followers(tag, after, CHUNK)
                .compose(page -> deliver(
                                posted,
                                page.stream().map(TagFollows.Follower::account).toList())
                        .compose(done -> page.size() < CHUNK
                                ? Future.succeededFuture()
                                : spreadByTag(posted, tag, page.get(CHUNK - 1).id())));
    }

    private Future<Void> spread(Fact.StatusPosted posted, long after) {
        return follows.followers(posted.author(), after, CHUNK)
                .compose(page -> hearers(posted, page)
                        .compose(hearers -> deliver(posted, hearers))
                        .compose(done -> page.last() ? Future.succeededFuture() : spread(posted, page.cursor())));
    }

    /**
     * Those followers of the author who may hear of it: of a reply, those who follow the answered one too. Blocks, mutes
     * and the like are asked by whoever shows the timeline, so that nothing is missing from it when they end.
     */
    private Future<List<AccountId>> hearers(Fact.StatusPosted posted, FollowerPage page) {
        Subject subject = new Subject(
                posted.author(),
                posted.visibility(),
                posted.inReplyToAccount(),
                posted.reblogOfAccount(),
                new HashSet<>(posted.mentions()),
                posted.tags());
        Optional<AccountId> answered = posted.inReplyToAccount().filter(account -> !account.equals(posted.author()));
        Future<Set<AccountId>> interested = answered.map(account -> follows.followersAmong(account, page.accounts()))
                .orElse(Future.succeededFuture(Set.of()));
        Ties one = KnownTies.following(Set.of(posted.author()));
        Ties both = answered.map(account -> KnownTies.following(Set.of(posted.author(), account)))
                .orElse(one);
        return interested.map(followTheAnswered -> page.accounts().stream()
                .filter(follower -> Audience.hears(
                        follower, subject, followTheAnswered.contains(follower) ? both : one, Interests.NONE))
                .toList());
    }

    private Future<Void> deliver(Fact.StatusPosted posted, List<AccountId> hearers) {
        return timelines
                .push(List.of(new Parcel(
                        new long[] {posted.id().value()},
                        hearers.stream().mapToLong(AccountId::value).toArray())))
                .onSuccess(deliveries::increment)
                .mapEmpty();
    }

    private Future<Void> forget(AccountId follower) {
        return timelines.forget(follower).onSuccess(done -> hints.publish(TiesChanged.HINT, new TiesChanged(follower)));
    }
}
