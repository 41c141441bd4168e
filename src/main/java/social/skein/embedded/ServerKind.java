package social.skein.embedded;

import java.util.EnumSet;
import java.util.Set;

/** The embeddable servers. */
public enum ServerKind {
    POSTGRES("PostgreSQL"),
    REDIS("Redis"),
    KAFKA("Kafka");

    private final String productName;

    ServerKind(String productName) {
        this.productName = productName;
    }

    /** The name of the product, for messages. */
    public String productName() {
        return productName;
    }

    public static Set<ServerKind> all() {
        return EnumSet.allOf(ServerKind.class);
    }
}
