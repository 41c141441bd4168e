package social.skein.bench;

import java.time.Duration;

/**
 * The duration and the size of the measurements.
 *
 * @param rounds rounds per side of a comparison
 * @param warmUpRequests requests before the first round, since JIT compilers count calls and not seconds
 * @param maxWarmUp the maximum duration of the warm-up, for slow machines
 * @param readers accounts whose timelines are read
 * @param authors accounts that write the backlog, each with {@code followers} live followers
 * @param backlog posts that wait when fan-out starts
 * @param probes posts whose delivery latency is measured
 * @param favourites favourites of one post
 * @param sockets idle streams
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

    /** Connections of every load and clients of every baseline. */
    static final int CONNECTIONS = 32;

    static WorkloadSize full() {
        return new WorkloadSize(
                3, Duration.ofSeconds(4), 20_000, Duration.ofSeconds(20), 200, 20, 1_000, 600, 300, 10_000, 10_000);
    }

    /** Returns the sizes of a smoke test, whose results are those of cold servers. */
    static WorkloadSize quick() {
        return new WorkloadSize(
                2, Duration.ofSeconds(2), 3_000, Duration.ofSeconds(5), 40, 4, 500, 100, 40, 1_000, 1_000);
    }
}
