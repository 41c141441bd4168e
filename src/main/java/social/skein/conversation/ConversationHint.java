package social.skein.conversation;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** A conversation has a new message for one of its participants. */
public record ConversationHint(long id, AccountId reader) {
    public static final Hint<ConversationHint> HINT = new Hint<>("skein.conversation", ConversationHint.class);
}
