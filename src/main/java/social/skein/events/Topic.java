package social.skein.events;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where facts of a kind are told. All are keyed by the actor, because an actor's own facts are the only ones whose order
 * matters; their number of partitions bounds how many workers of a role share the work.
 */
public enum Topic {
    /** A status posted, edited, deleted; its poll ended. */
    STATUSES,
    /** Who follows what, asks to, or is blocked. */
    FOLLOWS,
    /** {@link Fact.Favourited} and {@link Fact.Unfavourited}. */
    REACTIONS,
    /** What is to be done for an account in the background. */
    ACCOUNTS;

    /** The name in Kafka, below the deployment's prefix. */
    public String name(String prefix) {
        return prefix + "." + this;
    }

    /** The names in Kafka of some topics. */
    public static Set<String> names(Collection<Topic> topics, String prefix) {
        return topics.stream().map(topic -> topic.name(prefix)).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
