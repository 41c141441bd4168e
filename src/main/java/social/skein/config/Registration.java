package social.skein.config;

import java.util.Locale;

/** The sign-up policy. */
public enum Registration {
    /** Open to all. */
    OPEN,
    /** Open to all, subject to approval by the operator. */
    APPROVAL,
    /** Accounts are created by the operator only. */
    CLOSED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
