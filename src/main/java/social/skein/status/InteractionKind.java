package social.skein.status;

/**
 * What an account can do with a status or with its conversation. Each kind has a bit, which is also its number in SQL.
 */
public enum InteractionKind {
    FAVOURITED(1),
    BOOSTED(2),
    BOOKMARKED(4),
    PINNED(8),
    CONVERSATION_MUTED(16);

    private final int bit;

    InteractionKind(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
