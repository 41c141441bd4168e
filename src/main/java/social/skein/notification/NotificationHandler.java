package social.skein.notification;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;

/** The role that creates notifications from facts, and removes them when the action is undone. */
public final class NotificationHandler implements FactHandler {
    private final NotificationWriter writer;
    private final NotificationRemover remover;

    public NotificationHandler(NotificationWriter writer, NotificationRemover remover) {
        this.writer = writer;
        this.remover = remover;
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
            case STATUSES -> onStatusFact(fact);
            case FOLLOWS -> onFollowFact(fact);
            case REACTIONS -> onReactionFact(fact);
            case ACCOUNTS -> Future.succeededFuture();
        };
    }

    private Future<Void> onStatusFact(Fact fact) {
        if (fact instanceof Fact.StatusPosted posted) {
            return onStatusPosted(posted);
        } else if (fact instanceof Fact.StatusEdited edited) {
            return writer.create(NotificationTrigger.EDITED, edited.author(), edited.id())
                    .compose(created -> writer.createMentions(edited.author(), edited.id(), edited.named()));
        } else if (fact instanceof Fact.PollEnded ended) {
            return writer.create(NotificationTrigger.POLL_ENDED, ended.author(), ended.status());
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return deleted.reblogOf()
                    .map(original -> remover.removeReblog(deleted.author(), original))
                    .orElseGet(() -> remover.removeAbout(deleted.id()));
        }
        return Future.succeededFuture();
    }

    private Future<Void> onStatusPosted(Fact.StatusPosted posted) {
        if (posted.reblogOf().isPresent()) {
            return writer.create(NotificationTrigger.REBLOGGED, posted.author(), posted.id());
        }
        Future<Void> mentions = posted.mentions().isEmpty()
                ? Future.succeededFuture()
                : writer.create(NotificationTrigger.MENTIONED, posted.author(), posted.id());
        return mentions.compose(created -> writer.create(NotificationTrigger.POSTED, posted.author(), posted.id()));
    }

    private Future<Void> onFollowFact(Fact fact) {
        if (fact instanceof Fact.Followed followed) {
            return writer.create(NotificationTrigger.FOLLOWED, followed.follower(), followed.target());
        } else if (fact instanceof Fact.Unfollowed unfollowed) {
            return remover.removeFollow(unfollowed.follower(), unfollowed.target());
        } else if (fact instanceof Fact.FollowRequested requested) {
            return writer.create(NotificationTrigger.FOLLOW_REQUESTED, requested.follower(), requested.target());
        } else if (fact instanceof Fact.FollowRequestEnded ended) {
            return remover.removeFollowRequest(ended.follower(), ended.target());
        } else if (fact instanceof Fact.Blocked blocked) {
            return remover.removeBetween(blocked.account(), blocked.target());
        }
        return Future.succeededFuture();
    }

    private Future<Void> onReactionFact(Fact fact) {
        if (fact instanceof Fact.Favourited liked) {
            return writer.create(NotificationTrigger.FAVOURITED, liked.account(), liked.status());
        } else if (fact instanceof Fact.Unfavourited liked) {
            return remover.removeFavourite(liked.account(), liked.status(), liked.author());
        }
        return Future.succeededFuture();
    }
}
