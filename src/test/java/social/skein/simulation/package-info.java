/**
 * Histories that never happened: the relay, the workers, fan-out, live timelines and their readers as they are in production,
 * on one thread, with a clock that is only counted, and a PostgreSQL, a Redis and a Kafka that are models of ours and fail as
 * a seed has it. What these models have wrong, no history shows; {@code docs/RELIABILITY.md} says what that leaves open.
 * {@code bin/simulate} runs many.
 */
@org.jspecify.annotations.NullMarked
package social.skein.simulation;
