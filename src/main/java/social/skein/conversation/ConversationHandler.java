package social.skein.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;
import social.skein.model.Visibility;

/** The role that updates conversations from direct messages, and notifies the streams. */
public final class ConversationHandler implements FactHandler {
    private final Conversations conversations;
    private final HintBus hints;

    public ConversationHandler(Conversations conversations, HintBus hints) {
        this.conversations = conversations;
        this.hints = hints;
    }

    @Override
    public String role() {
        return "conversations";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.STATUSES);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.StatusPosted posted && posted.visibility() == Visibility.DIRECT) {
            return conversations.addStatus(posted.id()).onSuccess(this::publish).mapEmpty();
        } else if (fact instanceof Fact.StatusEdited edited) {
            return conversations
                    .moveStatus(edited.id())
                    .onSuccess(this::publish)
                    .mapEmpty();
        } else if (fact instanceof Fact.StatusDeleted deleted && deleted.visibility() == Visibility.DIRECT) {
            return conversations.removeStatus(deleted.id());
        }
        return Future.succeededFuture();
    }

    private void publish(List<ConversationHint> updated) {
        updated.forEach(hint -> hints.publish(ConversationHint.HINT, hint));
    }
}
