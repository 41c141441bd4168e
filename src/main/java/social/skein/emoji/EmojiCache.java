package social.skein.emoji;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.http.PublicUrl;

/**
 * All custom emoji in the memory of this process. Only commands change them, which do not join the cluster and so cannot
 * send hints: each process reads the version of the table regularly, and loads the table if it has changed.
 */
public final class EmojiCache implements EmojiFinder {
    private static final Logger LOG = LoggerFactory.getLogger(EmojiCache.class);
    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

    private final CustomEmojis emojis;
    private final PublicUrl origin;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile EmojiIndex index = EmojiIndex.EMPTY;

    public EmojiCache(CustomEmojis emojis, PublicUrl origin) {
        this.emojis = emojis;
        this.origin = origin;
    }

    /** Calls {@code listener} after each change, typically to drop what was rendered with the emoji of before. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public List<EmojiView> find(List<String> plainTexts, List<String> htmlTexts) {
        return index.find(plainTexts, htmlTexts);
    }

    /** Those that pickers show. */
    List<EmojiView> listed() {
        return index.listed();
    }

    /** Loads the emoji and refreshes them from now on. Texts are shown without emoji until the first load succeeds. */
    Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(REFRESH_INTERVAL.toMillis(), due -> {
            if (refreshing.compareAndSet(false, true)) {
                refresh()
                        .onFailure(
                                failure -> LOG.debug("The custom emoji could not be refreshed: {}", failure.toString()))
                        .onComplete(done -> refreshing.set(false));
            }
        });
        return refresh().recover(failure -> {
            LOG.warn("The custom emoji could not be loaded and are not shown yet: {}", failure.toString());
            return Future.succeededFuture();
        });
    }

    private Future<Void> refresh() {
        return emojis.version()
                .compose(version -> version == index.version() ? Future.succeededFuture() : load(version));
    }

    /** The version was read before: if the table changes in between, the next refresh loads it again. */
    private Future<Void> load(long version) {
        return emojis.list().map(loaded -> {
            index = EmojiIndex.of(version, loaded, origin);
            listeners.forEach(Runnable::run);
            return null;
        });
    }
}
