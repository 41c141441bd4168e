package social.skein.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of one cache layer. A timeline page makes about sixty look-ups, so they go to adders that are summed only
 * when the metrics are scraped.
 */
final class CacheMetrics {
    final LongAdder hits;
    final LongAdder misses;
    final LongAdder refreshes = new LongAdder();
    private final String cache;
    private final String layer;
    private final MeterRegistry metrics;

    /** @param layer {@code process} or {@code redis} */
    CacheMetrics(String cache, String layer, MeterRegistry metrics) {
        this.cache = cache;
        this.layer = layer;
        this.metrics = metrics;
        this.hits = lookupCounter("hit");
        this.misses = lookupCounter("miss");
        FunctionCounter.builder("skein.cache.refreshes", refreshes, LongAdder::sum)
                .description(
                        "Entries that were reloaded before they expired, because they were requested shortly before")
                .tags("cache", cache, "layer", layer)
                .register(metrics);
    }

    LongAdder lookupCounter(String outcome) {
        LongAdder count = new LongAdder();
        FunctionCounter.builder("skein.cache.lookups", count, LongAdder::sum)
                .description("Look-ups in a layer of a cache: found (hit), not found (miss), layer not asked (passed)")
                .tags("cache", cache, "layer", layer, "outcome", outcome)
                .register(metrics);
        return count;
    }
}
