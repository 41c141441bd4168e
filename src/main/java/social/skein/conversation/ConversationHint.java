package social.skein.conversation;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** A conversation has something new for one of its people. */
public record ConversationHint(long id, AccountId reader) {
    public static final Hint<ConversationHint> HINT = new Hint<>("skein.conversation", ConversationHint.class);
}
