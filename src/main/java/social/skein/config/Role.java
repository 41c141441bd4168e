package social.skein.config;

import java.util.Locale;
import java.util.Set;

/** A role of a process; a process may have several or all. */
public enum Role {
    /** Answers clients. */
    API,
    /** Streams events to connected clients. */
    STREAM,
    /** Publishes facts from the outbox to Kafka, or without Kafka to the roles of its own process. */
    RELAY,
    /** Appends posts to timelines. */
    FANOUT,
    /** Creates notifications from facts. */
    NOTIFY,
    /** Decodes and stores uploaded media. */
    MEDIA,
    /** Runs deferred and long-running work: scheduled posts, ended polls, deletions, cleanup. */
    JOBS;

    /** The roles that publish or consume facts. */
    static final Set<Role> WORKERS = Set.of(RELAY, FANOUT, NOTIFY, MEDIA, JOBS);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
