package social.skein.stream;

import java.time.Duration;

/**
 * The intervals of periodic tasks of streams, and a timeout.
 *
 * @param pingInterval between pings of a WebSocket, which is closed if it sent nothing since the last one
 * @param heartbeatInterval between comment lines of an SSE stream, so that proxies do not close it as idle
 * @param tokenCheckInterval between checks of the access token, in case the hint of a revocation was lost
 * @param openTimeout after which a stream that is not open is rejected
 */
public record StreamTimers(
        Duration pingInterval, Duration heartbeatInterval, Duration tokenCheckInterval, Duration openTimeout) {

    public static StreamTimers defaults() {
        return new StreamTimers(
                Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(10));
    }
}
