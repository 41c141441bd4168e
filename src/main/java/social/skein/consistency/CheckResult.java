package social.skein.consistency;

import java.util.List;

/**
 * The result of one check.
 *
 * @param summary the result in one sentence without a full stop, like "1 of 2 home timelines in Redis lacks posts"
 * @param violations one sentence per violation; empty if all is well
 */
public record CheckResult(String summary, List<String> violations) {}
