/**
 * Fault injection on real processes: several processes of the packaged jar with separate stores, clients that write
 * meanwhile, and a reconciler that then compares the responses, the rows in PostgreSQL and the pages of every user.
 * {@code bin/faults} runs it.
 */
@org.jspecify.annotations.NullMarked
package social.skein.fault;
