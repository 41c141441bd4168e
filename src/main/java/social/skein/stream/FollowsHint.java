package social.skein.stream;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** Whom this account follows has changed. */
public record FollowsHint(AccountId account) {
    public static final Hint<FollowsHint> HINT = new Hint<>("skein.follows", FollowsHint.class);
}
