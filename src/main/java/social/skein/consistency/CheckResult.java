package social.skein.consistency;

import java.util.List;

/**
 * What was looked at, and what is wrong with it.
 *
 * @param invariant all of it as it should be, like "posts have the likes that are counted"
 * @param examined how many
 * @param violations a sentence for each that is otherwise
 */
public record CheckResult(String invariant, long examined, List<String> violations) {}
