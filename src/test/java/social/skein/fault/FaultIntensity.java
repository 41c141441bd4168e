package social.skein.fault;

import java.time.Duration;

/**
 * How much of each fault there is.
 *
 * @param kills instances that are killed one after the other
 * @param redisChunks the worker is killed after so many pieces sent to Redis, and after each number below
 * @param crashes of PostgreSQL
 * @param flushes of Redis
 * @param kafkaOutage for which the broker is away
 * @param storeFreeze for which a store is frozen, away or out of reach
 * @param partition for which an instance and the others do not hear each other
 * @param followers that somebody has all at once
 * @param famousPosts that they write then
 * @param streams that are dropped at once
 * @param processFreeze for which a process of ours is frozen: longer than the others wait for it
 */
record FaultIntensity(
        int kills,
        int redisChunks,
        int crashes,
        int flushes,
        int followers,
        int famousPosts,
        int streams,
        Duration kafkaOutage,
        Duration storeFreeze,
        Duration processFreeze,
        Duration partition) {
    /** Enough to see that everything works. */
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
                Duration.ofSeconds(3),
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
                Duration.ofSeconds(45),
                Duration.ofSeconds(30));
    }
}
