package social.skein.objectstore;

import java.time.Duration;

/**
 * How long to wait for an S3 server.
 *
 * @param connect the maximum time until a connection is open
 * @param attempt the maximum time of one request, whose body has at most a few mebibytes
 */
record S3Timeouts(Duration connect, Duration attempt) {
    static final int ATTEMPTS = 3;
    static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    static final S3Timeouts DEFAULT = new S3Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(30));

    /** The maximum time of a call with all its attempts. */
    Duration call() {
        return attempt.plus(MAX_BACKOFF).multipliedBy(ATTEMPTS);
    }
}
