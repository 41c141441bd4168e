package social.skein.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often one layer of a cache was asked and what came of it. A page asks some sixty times, so they are added up only when
 * somebody looks at the metrics.
 */
final class CacheMetrics {
    final LongAdder hits;
    final LongAdder misses;
    final LongAdder refreshes = new LongAdder();
    private final String cache;
    private final String layer;
    private final MeterRegistry metrics;

    /** @param layer where it looks: {@code process} or {@code redis} */
    CacheMetrics(String cache, String layer, MeterRegistry metrics) {
        this.cache = cache;
        this.layer = layer;
        this.metrics = metrics;
        this.hits = lookupCounter("hit");
        this.misses = lookupCounter("miss");
        FunctionCounter.builder("skein.cache.refreshes", refreshes, LongAdder::sum)
                .description("What was looked up again before it had aged, because it is asked for often")
                .tags("cache", cache, "layer", layer)
                .register(metrics);
    }

    LongAdder lookupCounter(String outcome) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("skein.cache.lookups", count, LongAdder::sum)
                .description(
                        "Look-ups in a layer of a cache: found there (hit), not found (miss), not looked for (passed)")
                .tags("cache", cache, "layer", layer, "outcome", outcome)
                .register(metrics);
        return count;
    }
}
