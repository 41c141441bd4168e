package social.skein.bench;

import java.time.Duration;

/**
 * How long and how much is measured.
 *
 * @param rounds how often each side of a comparison has its turn
 * @param warmUpRequests requests before that, since compilers count calls and not seconds
 * @param maxWarmUp where the machine is too slow for so many
 * @param readers whose timelines are read
 * @param authors who have a backlog of posts, each with {@code followers} live followers
 * @param backlog posts that wait when fan-out begins
 * @param probes posts that somebody waits for
 * @param favourites of one post
 * @param sockets that listen and say nothing
 */
record WorkloadSize(
        int rounds,
        Duration roundDuration,
        int warmUpRequests,
        Duration maxWarmUp,
        int readers,
        int authors,
        int followers,
        int backlog,
        int probes,
        int favourites,
        int sockets) {

    /** Connections of every load and clients of every ceiling. */
    static final int CONNECTIONS = 32;

    static WorkloadSize full() {
        return new WorkloadSize(
                3, Duration.ofSeconds(4), 20_000, Duration.ofSeconds(20), 200, 20, 1_000, 600, 300, 10_000, 10_000);
    }

    /** Shows that everything runs; its figures are those of a machine that is hardly warm. */
    static WorkloadSize quick() {
        return new WorkloadSize(
                2, Duration.ofSeconds(2), 3_000, Duration.ofSeconds(5), 40, 4, 500, 100, 40, 1_000, 1_000);
    }
}
