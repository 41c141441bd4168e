package social.skein.notification;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;

/** The role that turns facts into notifications, and takes them back. */
public final class Notifier implements FactHandler {
    private final Arrivals arrivals;
    private final Removals removals;

    public Notifier(Arrivals arrivals, Removals removals) {
        this.arrivals = arrivals;
        this.removals = removals;
    }

    @Override
    public String role() {
        return "notify";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.STATUSES, Topic.FOLLOWS, Topic.REACTIONS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        return switch (fact.topic()) {
            case STATUSES -> ofStatus(fact);
            case FOLLOWS -> ofTies(fact);
            case REACTIONS -> ofReaction(fact);
            case ACCOUNTS -> Future.succeededFuture();
        };
    }

    private Future<Void> ofStatus(Fact fact) {
        if (fact instanceof Fact.StatusPosted posted) {
            return posted(posted);
        } else if (fact instanceof Fact.StatusEdited edited) {
            return arrivals.tell(Occasion.EDITED, edited.author(), edited.id())
                    .compose(told -> arrivals.name(edited.author(), edited.id(), edited.named()));
        } else if (fact instanceof Fact.PollEnded ended) {
            return arrivals.tell(Occasion.POLL_ENDED, ended.author(), ended.status());
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return deleted.reblogOf()
                    .map(original -> removals.unreblogged(deleted.author(), original))
                    .orElseGet(() -> removals.forget(deleted.id()));
        }
        return Future.succeededFuture();
    }

    private Future<Void> posted(Fact.StatusPosted posted) {
        if (posted.reblogOf().isPresent()) {
            return arrivals.tell(Occasion.REBLOGGED, posted.author(), posted.id());
        }
        Future<Void> named = posted.mentions().isEmpty()
                ? Future.succeededFuture()
                : arrivals.tell(Occasion.MENTIONED, posted.author(), posted.id());
        return named.compose(told -> arrivals.tell(Occasion.POSTED, posted.author(), posted.id()));
    }

    private Future<Void> ofTies(Fact fact) {
        if (fact instanceof Fact.Followed followed) {
            return arrivals.tell(Occasion.FOLLOWED, followed.follower(), followed.target());
        } else if (fact instanceof Fact.Unfollowed unfollowed) {
            return removals.unfollowed(unfollowed.follower(), unfollowed.target());
        } else if (fact instanceof Fact.FollowRequested asked) {
            return arrivals.tell(Occasion.ASKED_TO_FOLLOW, asked.follower(), asked.target());
        } else if (fact instanceof Fact.FollowRequestEnded ended) {
            return removals.requestEnded(ended.follower(), ended.target());
        } else if (fact instanceof Fact.Blocked blocked) {
            return removals.blocked(blocked.account(), blocked.target());
        }
        return Future.succeededFuture();
    }

    private Future<Void> ofReaction(Fact fact) {
        if (fact instanceof Fact.Favourited liked) {
            return arrivals.tell(Occasion.FAVOURITED, liked.account(), liked.status());
        } else if (fact instanceof Fact.Unfavourited liked) {
            return removals.unfavourited(liked.account(), liked.status(), liked.author());
        }
        return Future.succeededFuture();
    }
}
