/**
 * What reads input that strangers write, fed with anything at all. Each {@link social.skein.fuzz.FuzzTarget} says what must hold of
 * whatever comes. {@code FuzzTest} feeds each the seeds in {@code src/test/resources/fuzz} and what a fixed seed makes of
 * them; {@code bin/fuzz} has Jazzer look for more.
 */
@org.jspecify.annotations.NullMarked
package social.skein.fuzz;
