/**
 * Deterministic simulation: the relay, the workers, fan-out, live timelines and their readers with production code, on
 * one thread and with virtual time. PostgreSQL, Redis and Kafka are models whose faults are determined by a seed. The
 * simulation cannot reveal errors that the models do not reproduce; {@code docs/RELIABILITY.md} lists these limits.
 * {@code bin/simulate} runs many histories.
 */
@org.jspecify.annotations.NullMarked
package social.skein.simulation;
