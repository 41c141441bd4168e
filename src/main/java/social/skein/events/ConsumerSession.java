package social.skein.events;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.KafkaConsumerRecords;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * What is done with one consumer until it fails or is not needed any more: facts are taken, handled side by side, and
 * committed in each partition up to the first that is not done. So one that takes long holds nobody up but the commit. Where
 * too many are open no more are taken for a while. All of it happens on one event loop.
 */
final class ConsumerSession {
    private static final long COMMIT_RETRY_MILLIS = 1_000;

    /** Each commit is a record that the brokers write down, so it is made for all that was done meanwhile. */
    private static final long COMMIT_INTERVAL_MILLIS = 25;

    /** Nobody asks Kafka for facts meanwhile, and it takes whoever asks for none in five minutes for dead. */
    private static final long MAX_PAUSE_MILLIS = 30_000;

    /** What one fact that takes long may have behind it: done, and told once more should the process die. */
    private static final int MAX_UNCOMMITTED = 20_000;

    private final Vertx vertx;
    private final Context loop;
    private final KafkaConsumer<String, String> consumer;
    private final Function<KafkaConsumerRecord<String, String>, Future<Void>> process;
    private final Consumer<Throwable> onFailure;
    private final OffsetTracker offsets = new OffsetTracker();
    private final KeyedExecutor executor;
    private final int maxPending;
    private boolean paused;
    private boolean committing;
    private boolean closed;

    /**
     * @param process what is done with a fact; fails when a store stays away
     * @param onFailure is told, at the most once, when this consumer is of no use any more and nothing is under way
     */
    ConsumerSession(
            Vertx vertx,
            KafkaConsumer<String, String> consumer,
            FactHandler handler,
            Function<KafkaConsumerRecord<String, String>, Future<Void>> process,
            Consumer<Throwable> onFailure) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.consumer = consumer;
        this.process = process;
        this.onFailure = onFailure;
        this.executor = new KeyedExecutor(loop, handler.maxConcurrency(), handler.maxConcurrencyPerActor());
        this.maxPending = 2 * handler.maxConcurrency();
        // Failures are told on Kafka's thread, those of commits too, which their own futures tell as well.
        consumer.exceptionHandler(failure -> loop.runOnContext(told -> failUnlessRebalancing(failure)));
        consumer.partitionsRevokedHandler(offsets::revoke);
        consumer.batchHandler(this::onBatch);
    }

    /** Takes nothing more; done when nothing is under way and what is done has been committed. */
    Future<Void> close() {
        closed = true;
        consumer.pause();
        executor.discardQueued();
        return executor.whenIdle().compose(idle -> {
            Map<TopicPartition, OffsetAndMetadata> due = offsets.committable();
            return due.isEmpty()
                    ? Future.succeededFuture()
                    : Timeouts.within(
                            vertx, COMMIT_RETRY_MILLIS, consumer.commit(due).mapEmpty());
        });
    }

    private void onBatch(KafkaConsumerRecords<String, String> records) {
        if (closed) {
            return;
        }
        for (int i = 0; i < records.size(); i++) {
            KafkaConsumerRecord<String, String> record = records.recordAt(i);
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            OffsetTracker.TrackedRecord fact = offsets.track(partition, record.offset(), record.timestamp());
            executor.submit(String.valueOf(record.key()), () -> run(fact, record));
        }
        if (!paused && isFull(1)) {
            paused = true;
            consumer.pause();
            vertx.setTimer(MAX_PAUSE_MILLIS, due -> resume());
        }
    }

    /** What the group has given to somebody else meanwhile is theirs. */
    private Future<Void> run(OffsetTracker.TrackedRecord tracked, KafkaConsumerRecord<String, String> record) {
        return offsets.isAssigned(tracked)
                ? process.apply(record)
                        .onComplete(result -> loop.runOnContext(here -> {
                            if (result.succeeded()) {
                                onDone(tracked);
                            } else {
                                fail(result.cause());
                            }
                        }))
                : Future.succeededFuture();
    }

    private void onDone(OffsetTracker.TrackedRecord tracked) {
        offsets.markDone(tracked);
        commit();
        if (paused && !isFull(2)) {
            resume();
        }
    }

    private boolean isFull(int divisor) {
        return executor.pending() >= maxPending / divisor || offsets.uncommitted() >= MAX_UNCOMMITTED / divisor;
    }

    private void resume() {
        if (paused && !closed) {
            paused = false;
            consumer.resume();
        }
    }

    /**
     * Says what is done, in so many words: that a consumer has fetched something is not yet that. While the group shares
     * out its partitions the brokers take no commits, and sharing out needs everybody to ask for more facts; so we do, and
     * say it later.
     */
    private void commit() {
        if (committing || closed) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = offsets.committable();
        if (due.isEmpty()) {
            return;
        }
        committing = true;
        consumer.commit(due)
                .onComplete(result -> loop.runOnContext(here -> {
                    if (result.succeeded()) {
                        offsets.markCommitted(due);
                        vertx.setTimer(COMMIT_INTERVAL_MILLIS, again -> commitNext());
                    } else if (result.cause() instanceof RebalanceInProgressException) {
                        resume();
                        vertx.setTimer(COMMIT_RETRY_MILLIS, again -> commitNext());
                    } else {
                        fail(result.cause());
                    }
                }));
    }

    private void commitNext() {
        committing = false;
        commit();
    }

    private void failUnlessRebalancing(Throwable failure) {
        if (!(failure instanceof RebalanceInProgressException)) {
            fail(failure);
        }
    }

    /** What is still at work must not meet its own repetition, so it ends first. */
    private void fail(Throwable failure) {
        if (!closed) {
            close().onComplete(ended -> loop.runOnContext(here -> onFailure.accept(failure)));
        }
    }
}
