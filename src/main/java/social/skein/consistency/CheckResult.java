package social.skein.consistency;

import java.util.List;

/**
 * The result of one check.
 *
 * @param invariant the expected state, like "post counters match the rows"
 * @param examined the number of rows examined
 * @param violations one sentence per violation
 */
public record CheckResult(String invariant, long examined, List<String> violations) {}
