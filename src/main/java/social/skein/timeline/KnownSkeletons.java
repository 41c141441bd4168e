package social.skein.timeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import social.skein.cache.Shelves;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.StatusId;
import social.skein.model.Window;
import social.skein.status.Listing;

/**
 * The ids of public, account and hashtag timelines as they were found last, kept until somebody posts there. Which of them a
 * reader meets is asked anew each time.
 */
public final class KnownSkeletons {
    /** How late something new shows where a hint was lost. */
    private static final Duration AGE = Duration.ofSeconds(5);

    private static final int MOST = 10_000;

    private final Shelves<Boolean, Window, Page<StatusId>> everybodys = new Shelves<>(1, AGE);
    private final Shelves<AccountId, Listed, Page<StatusId>> ofAccounts = new Shelves<>(MOST, AGE);
    private final Shelves<String, Window, Skeleton> tagged = new Shelves<>(MOST, AGE);

    private record Listed(Listing listing, Window window) {}

    /** Begins to hear of what changes. */
    public Future<Void> listen(Hints hints) {
        return hints.keep(Fact.HINT, this::heard);
    }

    Future<Page<StatusId>> everybodys(Window window, Supplier<Future<Page<StatusId>>> find) {
        return everybodys.get(true, window, find);
    }

    Future<Page<StatusId>> ofAccount(Listing listing, Window window, Supplier<Future<Page<StatusId>>> find) {
        return ofAccounts.get(listing.account(), new Listed(listing, window), find);
    }

    Future<Skeleton> tagged(String tag, Window window, Supplier<Future<Skeleton>> find) {
        return tagged.get(tag, window, find);
    }

    private void heard(Fact fact) {
        if (!(fact instanceof Fact.OfStatuses)) {
            return;
        }
        everybodys.forget(true);
        ofAccounts.forget(fact.actor());
        if (fact instanceof Fact.StatusPosted posted) {
            posted.tags().forEach(tagged::forget);
        } else {
            // What was said of a status that changed, or is gone, the fact does not tell.
            tagged.forgetAll();
        }
    }
}
