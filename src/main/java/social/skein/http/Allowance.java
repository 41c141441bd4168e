package social.skein.http;

import java.time.Instant;
import java.util.Comparator;

/**
 * What is left of a limit.
 *
 * @param most how many requests its window has room for
 * @param used how many of them are taken, this one with them; one more than there are where this one is refused
 * @param reset when the window ends
 */
public record Allowance(RateLimit limit, int most, int used, Instant reset) {
    /** Of two limits the one that is felt first: less is left or, where nothing is, it lasts longer. */
    static final Comparator<Allowance> TIGHTEST = Comparator.comparing(Allowance::exceeded, Comparator.reverseOrder())
            .thenComparing(Allowance::remaining)
            .thenComparing(Allowance::reset, Comparator.reverseOrder());

    int remaining() {
        return Math.max(0, most - used);
    }

    boolean exceeded() {
        return used > most;
    }
}
