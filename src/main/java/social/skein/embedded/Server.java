package social.skein.embedded;

import java.util.EnumSet;
import java.util.Set;

/** The servers that can be embedded. */
public enum Server {
    POSTGRES,
    REDIS,
    KAFKA;

    public static Set<Server> all() {
        return EnumSet.allOf(Server.class);
    }
}
