package social.skein.conversation;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;

/** A conversation has a new message for one of its participants. */
public record ConversationHint(long id, AccountId reader) {
    public static final HintType<ConversationHint> HINT = new HintType<>("skein.conversation", ConversationHint.class);
}
