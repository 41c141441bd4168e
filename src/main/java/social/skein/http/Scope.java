package social.skein.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An OAuth scope of the client API: {@code read}, {@code write:statuses}, ... */
public enum Scope {
    READ,
    READ_ACCOUNTS,
    READ_BLOCKS,
    READ_BOOKMARKS,
    READ_COLLECTIONS,
    READ_FAVOURITES,
    READ_FILTERS,
    READ_FOLLOWS,
    READ_LISTS,
    READ_MUTES,
    READ_NOTIFICATIONS,
    READ_SEARCH,
    READ_STATUSES,
    WRITE,
    WRITE_ACCOUNTS,
    WRITE_BLOCKS,
    WRITE_BOOKMARKS,
    WRITE_COLLECTIONS,
    WRITE_CONVERSATIONS,
    WRITE_FAVOURITES,
    WRITE_FILTERS,
    WRITE_FOLLOWS,
    WRITE_LISTS,
    WRITE_MEDIA,
    WRITE_MUTES,
    WRITE_NOTIFICATIONS,
    WRITE_REPORTS,
    WRITE_STATUSES,
    FOLLOW,
    PUSH,
    PROFILE,
    /** Accepted for compatibility; grants nothing. */
    ADMIN_READ,
    /** Accepted for compatibility; grants nothing. */
    ADMIN_WRITE;

    private static final Set<Scope> FOLLOW_SCOPES =
            EnumSet.of(READ_FOLLOWS, READ_BLOCKS, READ_MUTES, WRITE_FOLLOWS, WRITE_BLOCKS, WRITE_MUTES);

    /**
     * The scope with this name; empty if unknown. {@code admin:read:accounts} and its like count as {@code admin:read}.
     */
    public static Optional<Scope> parse(String word) {
        String name = word.matches("admin:(read|write):[a-z_]{1,40}") ? word.substring(0, word.lastIndexOf(':')) : word;
        return Arrays.stream(values())
                .filter(scope -> scope.toString().equals(name))
                .findFirst();
    }

    /** Whether this scope grants {@code other}. */
    boolean includes(Scope other) {
        return this == other
                || (this == READ_ACCOUNTS && other == PROFILE)
                || (this == READ && (other == PROFILE || other.name().startsWith("READ_")))
                || (this == WRITE && other.name().startsWith("WRITE_"))
                || (this == FOLLOW && FOLLOW_SCOPES.contains(other));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }
}
