package social.skein.config;

import java.util.Locale;

/** What a process does; one process may do it all. */
public enum Role {
    /** Answers clients. */
    API,
    /** Pushes live updates to clients that stay connected. */
    STREAM,
    /** Moves facts from the outbox to Kafka. */
    RELAY,
    /** Appends posts to timelines. */
    FANOUT,
    /** Turns facts into notifications. */
    NOTIFY,
    /** Does what takes long or is due later: scheduled posts, ended polls, deletions, sweeping. */
    JOBS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
