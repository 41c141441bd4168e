package social.skein.events;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A topic of facts. Records are keyed by the actor, because order matters only among the facts of one actor. The number
 * of partitions limits how many workers of a role share the work.
 */
public enum Topic {
    /** Statuses posted, edited and deleted, and polls ended. */
    STATUSES,
    /** Follows, follow requests and blocks. */
    FOLLOWS,
    /** {@link Fact.Favourited} and {@link Fact.Unfavourited}. */
    REACTIONS,
    /** Background work for an account. */
    ACCOUNTS;

    /** The name in Kafka: the deployment's prefix, a dot and the topic. */
    public String name(String prefix) {
        return prefix + "." + this;
    }

    /** The Kafka names of several topics. */
    public static Set<String> names(Collection<Topic> topics, String prefix) {
        return topics.stream().map(topic -> topic.name(prefix)).collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
