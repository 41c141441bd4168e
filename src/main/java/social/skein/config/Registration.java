package social.skein.config;

import java.util.Locale;

/** Who may make an account. */
public enum Registration {
    /** Everybody. */
    OPEN,
    /** Everybody, and somebody lets them in. */
    APPROVAL,
    /** Nobody but the operator. */
    CLOSED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
