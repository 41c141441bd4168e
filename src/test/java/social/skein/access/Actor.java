package social.skein.access;

import java.util.EnumSet;
import java.util.Set;

/** The relation of a user to the owner of a resource. */
enum Actor {
    /** Without a token. */
    ANONYMOUS,
    STRANGER,
    /** A stranger whose token has all scopes, including {@code admin}. */
    OPERATOR,
    FOLLOWER,
    /** Mentioned in the owner's private and direct posts. */
    MENTIONED,
    /** Follows the owner, who has muted this account. */
    MUTED,
    /** Followed the owner and was mentioned before being blocked. */
    BLOCKED,
    OWNER;

    static Set<Actor> all() {
        return EnumSet.allOf(Actor.class);
    }

    static Set<Actor> none() {
        return EnumSet.noneOf(Actor.class);
    }
}
