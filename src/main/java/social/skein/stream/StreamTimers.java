package social.skein.stream;

import java.time.Duration;

/**
 * What streams do from time to time.
 *
 * @param pingInterval WebSockets are pinged this often, and closed when they were silent since the last one
 * @param heartbeatInterval event streams get a line this often, so that nothing on the way takes them for dead
 * @param tokenCheckInterval tokens are looked up again this often, in case the hint of a revocation was lost
 * @param openTimeout a stream that could not be opened for so long is refused
 */
public record StreamTimers(
        Duration pingInterval, Duration heartbeatInterval, Duration tokenCheckInterval, Duration openTimeout) {

    public static StreamTimers defaults() {
        return new StreamTimers(
                Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(10));
    }
}
