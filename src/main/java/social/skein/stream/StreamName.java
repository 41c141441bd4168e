package social.skein.stream;

import java.util.Arrays;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Scope;

/** The streams there are, as clients name them, and who may open each. */
enum StreamName {
    /** The home timeline and, where the token allows them, notifications. */
    USER("user", Access.user(Scope.READ_STATUSES)),
    USER_NOTIFICATION("user:notification", Access.user(Scope.READ_NOTIFICATIONS)),
    PUBLIC("public", Access.anyone()),
    PUBLIC_LOCAL("public:local", Access.anyone()),
    /** Silent: there is no media yet. */
    PUBLIC_MEDIA("public:media", Access.anyone()),
    /** Silent: there is no media yet. */
    PUBLIC_LOCAL_MEDIA("public:local:media", Access.anyone()),
    /** Silent: there is no other server. */
    PUBLIC_REMOTE("public:remote", Access.anyone()),
    /** Silent: there is no other server. */
    PUBLIC_REMOTE_MEDIA("public:remote:media", Access.anyone()),
    HASHTAG("hashtag", Access.anyone()),
    HASHTAG_LOCAL("hashtag:local", Access.anyone()),
    /** Conversations the reader is in. */
    DIRECT("direct", Access.user(Scope.READ_STATUSES)),
    LIST("list", Access.user(Scope.READ_LISTS));

    private final String wireName;
    private final Access access;

    StreamName(String wireName, Access access) {
        this.wireName = wireName;
        this.access = access;
    }

    static Optional<StreamName> parse(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName.equals(wireName))
                .findFirst();
    }

    Access access() {
        return access;
    }

    boolean takesTag() {
        return this == HASHTAG || this == HASHTAG_LOCAL;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
