package social.skein.audit;

import java.util.List;

/**
 * What was looked at, and what is wrong with it.
 *
 * @param what all of it as it should be, like "posts have the likes that are counted"
 * @param examined how many
 * @param wrong a sentence for each that is otherwise
 */
public record Check(String what, long examined, List<String> wrong) {}
