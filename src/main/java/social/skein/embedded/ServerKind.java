package social.skein.embedded;

import java.util.EnumSet;
import java.util.Set;

/** The embeddable servers. */
public enum ServerKind {
    POSTGRES,
    REDIS,
    KAFKA;

    public static Set<ServerKind> all() {
        return EnumSet.allOf(ServerKind.class);
    }
}
