package social.skein.timeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import social.skein.cache.GroupedCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.status.AccountStatusQuery;

/**
 * Caches the ids of public, account and hashtag timelines. A new post invalidates the timelines it appears in. The
 * entries do not depend on the viewer; the rules are applied to each read.
 */
public final class SkeletonCache {
    /** The maximum delay of a change whose hint is lost. */
    private static final Duration TTL = Duration.ofSeconds(5);

    private static final int MAX_ENTRIES = 10_000;

    private final GroupedCache<Boolean, PageRequest, Page<StatusId>> publicTimeline = new GroupedCache<>(2, TTL);
    private final GroupedCache<AccountId, AccountPageKey, Page<StatusId>> byAccount =
            new GroupedCache<>(MAX_ENTRIES, TTL);
    private final GroupedCache<String, PageRequest, Skeleton> byTag = new GroupedCache<>(MAX_ENTRIES, TTL);

    private record AccountPageKey(AccountStatusQuery query, PageRequest window) {}

    /** Subscribes to the hints that invalidate entries. */
    public Future<Void> subscribe(HintBus hints) {
        return hints.subscribe(Fact.HINT, this::onFact);
    }

    /** The public timeline, or the part of it that has media. */
    Future<Page<StatusId>> publicTimeline(
            boolean onlyMedia, PageRequest window, Supplier<Future<Page<StatusId>>> load) {
        return publicTimeline.get(onlyMedia, window, load);
    }

    Future<Page<StatusId>> account(
            AccountStatusQuery query, PageRequest window, Supplier<Future<Page<StatusId>>> load) {
        return byAccount.get(query.account(), new AccountPageKey(query, window), load);
    }

    Future<Skeleton> tag(String tag, PageRequest window, Supplier<Future<Skeleton>> load) {
        return byTag.get(tag, window, load);
    }

    private void onFact(Fact fact) {
        if (!(fact instanceof Fact.StatusFact)) {
            return;
        }
        publicTimeline.invalidate(true);
        publicTimeline.invalidate(false);
        byAccount.invalidate(fact.actor());
        if (fact instanceof Fact.StatusPosted posted) {
            posted.tags().forEach(byTag::invalidate);
        } else {
            // Facts of edits and deletions do not contain the hashtags that the status had.
            byTag.invalidateAll();
        }
    }
}
