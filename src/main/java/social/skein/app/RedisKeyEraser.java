package social.skein.app;

import io.vertx.core.Future;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.account.AccountStates;
import social.skein.account.AdminAccount;
import social.skein.model.AccountId;
import social.skein.status.StatusFeature;
import social.skein.timeline.TimelineFeature;

/**
 * Deletes from Redis all that a restored database may contradict: the home timelines, and the cached statuses and
 * accounts. The keys follow from the accounts, since Skein's Redis user may not list keys. Timelines of accounts that
 * the database does not have are never read, and expire.
 */
final class RedisKeyEraser {
    private static final int PAGE_SIZE = 500;

    private final Features features;

    RedisKeyEraser(Features features) {
        this.features = features;
    }

    /** Returns the number of timelines that were in Redis. */
    Future<Long> run() {
        return features.get(StatusFeature.class)
                .redisCache()
                .invalidateAll()
                .compose(removed ->
                        features.get(AccountFeature.class).redisCache().invalidateAll())
                .compose(removed -> forgetAfter(0, 0));
    }

    private Future<Long> forgetAfter(long after, long forgotten) {
        return states().list(AccountStates.AccountListQuery.all(after, PAGE_SIZE))
                .compose(page -> page.isEmpty() ? Future.succeededFuture(forgotten) : forget(page, forgotten));
    }

    private Future<Long> forget(List<AdminAccount> page, long forgotten) {
        List<AccountId> owners = page.stream().map(AdminAccount::id).toList();
        return features.get(TimelineFeature.class)
                .timelines()
                .invalidate(owners)
                .compose(deleted -> forgetAfter(owners.get(owners.size() - 1).value(), forgotten + deleted));
    }

    private AccountStates states() {
        return features.get(AccountFeature.class).states();
    }
}
