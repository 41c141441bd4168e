package social.skein.config;

import java.util.Locale;
import java.util.Set;

/** What a process does; one process may do it all. */
public enum Role {
    /** Answers clients. */
    API,
    /** Pushes live updates to clients that stay connected. */
    STREAM,
    /** Moves facts from the outbox to Kafka, or to the roles of its own process where there is none. */
    RELAY,
    /** Appends posts to timelines. */
    FANOUT,
    /** Turns facts into notifications. */
    NOTIFY,
    /** Does what takes long or is due later: scheduled posts, ended polls, deletions, sweeping. */
    JOBS;

    /** Those who move facts or live on them. */
    static final Set<Role> WORKERS = Set.of(RELAY, FANOUT, NOTIFY, JOBS);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
