package social.skein.status;

/**
 * What one account has done with one status: a set of {@link InteractionKind}s.
 *
 * @param bits the bits of the kinds, added up; less than {@link #SIZE}
 */
public record InteractionSet(int bits) {
    /** The number of different sets. */
    public static final int SIZE = 32;

    public static final InteractionSet NONE = new InteractionSet(0);

    /** Whether the account has done this. */
    public boolean has(InteractionKind kind) {
        return (bits & kind.bit()) != 0;
    }
}
