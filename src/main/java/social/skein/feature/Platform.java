package social.skein.feature;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import social.skein.cache.CacheBudget;
import social.skein.cache.RedisCaches;
import social.skein.cluster.HintBus;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.http.Invariants;
import social.skein.http.PublicUrl;
import social.skein.redis.RedisClient;
import social.skein.sql.Db;

/** The stores and shared services that features are built on; one of each in a process. */
public record Platform(
        Vertx vertx,
        MeterRegistry metrics,
        Db db,
        RedisClient redis,
        HintBus hints,
        Outbox outbox,
        ScheduledFacts scheduledFacts,
        PublicUrl publicUrl,
        CacheBudget cacheBudget,
        RedisCaches redisCaches,
        Invariants invariants) {}
