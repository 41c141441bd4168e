/**
 * Fuzzing of the parsers of untrusted input. Each {@link social.skein.fuzz.FuzzTarget} checks properties that hold for
 * every input. {@code FuzzTest} runs each with the seeds in {@code src/lab/resources/fuzz} and with reproducible
 * mutants of them; {@code bin/fuzz} searches further with Jazzer.
 */
@org.jspecify.annotations.NullMarked
package social.skein.fuzz;
