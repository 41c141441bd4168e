package social.skein.access;

import java.util.EnumSet;
import java.util.Set;

/** How somebody stands to the owner of a thing. */
enum Actor {
    /** Without a token. */
    ANONYMOUS,
    STRANGER,
    /** A stranger whose token has all scopes there are, {@code admin} among them. */
    OPERATOR,
    FOLLOWER,
    /** Is named in what the owner posts for few. */
    MENTIONED,
    /** Follows the owner, who does not want to read them. */
    MUTED,
    /** Followed the owner and was named, until they were blocked. */
    BLOCKED,
    OWNER;

    static Set<Actor> all() {
        return EnumSet.allOf(Actor.class);
    }

    static Set<Actor> none() {
        return EnumSet.noneOf(Actor.class);
    }
}
