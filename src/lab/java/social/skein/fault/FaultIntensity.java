package social.skein.fault;

import java.time.Duration;

/**
 * The intensity of the faults.
 *
 * @param kills the number of instances that are killed one after the other
 * @param redisChunks the worker is killed after each number of chunks sent to Redis, from 1 to this
 * @param crashes the number of crashes of PostgreSQL
 * @param flushes the number of flushes of Redis
 * @param followers the number of followers that an account gains at once
 * @param popularPosts the number of posts that this account then writes
 * @param streams the number of streams that are dropped at once
 * @param kafkaOutage the downtime of the broker
 * @param storeFreeze how long a store is frozen, down or unreachable
 * @param processFreeze how long a Skein process is frozen: much longer than the timeouts of the others, so that a task
 *     that waits for it does not pass as a slow one
 * @param partition the duration of a network partition
 */
record FaultIntensity(
        int kills,
        int redisChunks,
        int crashes,
        int flushes,
        int followers,
        int popularPosts,
        int streams,
        Duration kafkaOutage,
        Duration storeFreeze,
        Duration processFreeze,
        Duration partition) {
    /** Returns the intensity of a smoke test. */
    static FaultIntensity quick() {
        return new FaultIntensity(
                1,
                1,
                1,
                2,
                2_000,
                3,
                200,
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofSeconds(15));
    }

    static FaultIntensity full() {
        return new FaultIntensity(
                200,
                12,
                5,
                20,
                100_000,
                50,
                5_000,
                Duration.ofMinutes(2),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30));
    }
}
