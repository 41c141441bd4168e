package social.skein.stream;

import java.util.Arrays;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Scope;

/** The streams, with their names in the API and the access each requires. */
enum StreamName {
    /** The home timeline and, where the token allows them, notifications. */
    USER("user", Access.user(Scope.READ_STATUSES)),
    USER_NOTIFICATION("user:notification", Access.user(Scope.READ_NOTIFICATIONS)),
    PUBLIC("public", Access.anyone()),
    PUBLIC_LOCAL("public:local", Access.anyone()),
    /** The public posts with media. */
    PUBLIC_MEDIA("public:media", Access.anyone()),
    PUBLIC_LOCAL_MEDIA("public:local:media", Access.anyone()),
    /** Never has events: there is no federation. */
    PUBLIC_REMOTE("public:remote", Access.anyone()),
    /** Never has events: there is no federation. */
    PUBLIC_REMOTE_MEDIA("public:remote:media", Access.anyone()),
    HASHTAG("hashtag", Access.anyone()),
    HASHTAG_LOCAL("hashtag:local", Access.anyone()),
    /** The account's conversations. */
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
