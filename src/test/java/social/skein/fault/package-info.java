/**
 * Faults on real processes: the packaged jar several times and stores of its own, people who write meanwhile, and somebody who
 * compares afterwards what they were answered, what PostgreSQL holds and what readers see. {@code bin/faults} runs it.
 */
@org.jspecify.annotations.NullMarked
package social.skein.fault;
