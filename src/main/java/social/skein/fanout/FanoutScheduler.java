package social.skein.fanout;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import social.skein.events.Fact;
import social.skein.model.AccountId;

/**
 * Schedules posts for delivery to followers, round-robin by author: each turn delivers one page of followers, so a
 * large audience does not delay other authors. The posts of one author keep their order, and waiting ones are delivered
 * together. Used from one event loop.
 */
final class FanoutScheduler {
    /** Pages in flight, of different authors: some are being read from PostgreSQL while others go to Redis. */
    private static final int MAX_IN_FLIGHT = 32;

    private static final int MAX_POSTS_PER_BATCH = 64;

    private final FanoutRecipients recipients;
    private final PushBatcher batcher;
    private final Map<AccountId, AuthorQueue> authors = new HashMap<>();
    private final Deque<FanoutBatch> runQueue = new ArrayDeque<>();
    private int inFlight;

    FanoutScheduler(FanoutRecipients recipients, PushBatcher batcher) {
        this.recipients = recipients;
        this.batcher = batcher;
    }

    /** The pending posts of one author. */
    private static final class AuthorQueue {
        private final Deque<FanoutBatch.PendingPost> waiting = new ArrayDeque<>();
        private Future<Void> last = Future.succeededFuture();
        private boolean running;
    }

    /** Succeeds when the post is in the live timelines of all its recipients. */
    Future<Void> submit(Fact.StatusPosted fact) {
        FanoutBatch.PendingPost post = new FanoutBatch.PendingPost(fact, Promise.promise());
        AuthorQueue author = authors.computeIfAbsent(fact.author(), first -> new AuthorQueue());
        author.waiting.add(post);
        author.last = post.completion().future();
        startNextBatch(author);
        dispatch();
        return post.completion().future();
    }

    /** Succeeds when the posts that the author has submitted so far are delivered or have failed. */
    Future<Void> awaitPending(AccountId account) {
        AuthorQueue author = authors.get(account);
        return author == null ? Future.succeededFuture() : author.last.otherwiseEmpty();
    }

    private void startNextBatch(AuthorQueue author) {
        if (author.running || author.waiting.isEmpty()) {
            return;
        }
        author.running = true;
        List<FanoutBatch.PendingPost> posts = new ArrayList<>();
        do {
            posts.add(author.waiting.remove());
        } while (posts.size() < MAX_POSTS_PER_BATCH
                && !author.waiting.isEmpty()
                && FanoutRecipients.haveSameFollowers(
                        posts.get(0).fact(), author.waiting.element().fact()));
        runQueue.add(new FanoutBatch(posts, recipients.deliveries(posts)));
    }

    private void dispatch() {
        while (inFlight < MAX_IN_FLIGHT && !runQueue.isEmpty() && !batcher.isFull()) {
            FanoutBatch batch = runQueue.remove();
            inFlight++;
            batch.nextPush().compose(batcher::enqueue).onComplete(result -> {
                inFlight--;
                onPageDone(batch, result);
                dispatch();
            });
        }
    }

    private void onPageDone(FanoutBatch batch, AsyncResult<Void> result) {
        if (result.succeeded() && !batch.isDone()) {
            runQueue.add(batch);
            return;
        }
        AccountId account = batch.author();
        AuthorQueue author = authors.computeIfAbsent(account, first -> new AuthorQueue());
        author.running = false;
        startNextBatch(author);
        if (!author.running) {
            authors.remove(account);
        }
        batch.posts().forEach(post -> post.completion().handle(result));
    }
}
