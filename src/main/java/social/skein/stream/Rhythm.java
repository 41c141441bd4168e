package social.skein.stream;

import java.time.Duration;

/**
 * What streams do from time to time.
 *
 * @param ping WebSockets are pinged this often, and closed when they were silent since the last one
 * @param thump event streams get a line this often, so that nothing on the way takes them for dead
 * @param check tokens are looked up again this often, in case the hint of a revocation was lost
 * @param patience a stream that could not be opened for so long is refused
 */
public record Rhythm(Duration ping, Duration thump, Duration check, Duration patience) {

    public static Rhythm usual() {
        return new Rhythm(
                Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofSeconds(10));
    }
}
