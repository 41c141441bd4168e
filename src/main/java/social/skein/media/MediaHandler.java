package social.skein.media;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;

/** The role that processes uploads, and removes the bytes of deleted media. */
public final class MediaHandler implements FactHandler {
    private final MediaProcessor processor;
    private final MediaObjects objects;
    private final int concurrency;

    /** @param concurrency the number of uploads that this process works on at once */
    MediaHandler(MediaProcessor processor, MediaObjects objects, int concurrency) {
        this.processor = processor;
        this.objects = objects;
        this.concurrency = concurrency;
    }

    @Override
    public String role() {
        return "media";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    @Override
    public int maxConcurrency() {
        return concurrency;
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.MediaUploaded uploaded) {
            return processor.process(uploaded.media());
        }
        return fact instanceof Fact.MediaDeleted deleted
                ? objects.removeAll(deleted.account(), deleted.media())
                : Future.succeededFuture();
    }
}
