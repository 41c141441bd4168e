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
import social.skein.async.KeyedExecutor;

/**
 * Consumes facts with one Kafka consumer until it fails or is closed. Facts are handled concurrently, and each
 * partition is committed up to its first unfinished fact, so a slow fact delays only the commit. The consumer pauses
 * while too many facts are pending. Runs on one event loop.
 */
final class ConsumerSession {
    /** The brokers store each commit as a record, so one commit covers all facts finished in this time. */
    private static final long COMMIT_INTERVAL_MILLIS = 25;

    /**
     * A paused consumer does not poll, and Kafka removes a consumer from its group after five minutes without a poll.
     */
    private static final long MAX_PAUSE_MILLIS = 30_000;

    /** The number of finished facts that may wait behind a slow one; they are redelivered if the process dies. */
    private static final int MAX_UNCOMMITTED = 20_000;

    private final Vertx vertx;
    private final Context loop;
    private final KafkaConsumer<String, String> consumer;
    private final Function<KafkaConsumerRecord<String, String>, Future<Void>> process;
    private final Consumer<Throwable> onFailure;
    private final OffsetTracker offsets = new OffsetTracker();
    private final LeaderTermFilter terms;
    private final KeyedExecutor<String> executor;
    private final int maxPending;
    private boolean paused;
    private boolean committing;
    private boolean closed;

    /**
     * @param terms outlives the session
     * @param process handles a fact; fails if a store stays unavailable
     * @param onFailure called at most once, when this consumer has failed and no fact is being handled any more
     */
    ConsumerSession(
            Vertx vertx,
            KafkaConsumer<String, String> consumer,
            FactHandler handler,
            LeaderTermFilter terms,
            Function<KafkaConsumerRecord<String, String>, Future<Void>> process,
            Consumer<Throwable> onFailure) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.consumer = consumer;
        this.terms = terms;
        this.process = process;
        this.onFailure = onFailure;
        this.executor = KeyedExecutor.on(loop, handler.maxConcurrency(), handler.maxConcurrencyPerActor());
        this.maxPending = 2 * handler.maxConcurrency();
        // Called on Kafka's thread, also for failed commits, whose futures fail as well.
        consumer.exceptionHandler(failure -> loop.runOnContext(now -> failUnlessRebalancing(failure)));
        consumer.partitionsRevokedHandler(offsets::revoke);
        consumer.batchHandler(this::onBatch);
    }

    /** Stops taking facts. Completes when no fact is being handled and the finished ones are committed. */
    Future<Void> close() {
        closed = true;
        consumer.pause();
        executor.discardQueued();
        return executor.whenIdle().compose(idle -> {
            Map<TopicPartition, OffsetAndMetadata> due = offsets.committable();
            return due.isEmpty()
                    ? Future.succeededFuture()
                    : Timeouts.within(
                            vertx,
                            Timeouts.FINAL_COMMIT_MILLIS,
                            consumer.commit(due).mapEmpty());
        });
    }

    private void onBatch(KafkaConsumerRecords<String, String> records) {
        if (closed) {
            return;
        }
        for (int i = 0; i < records.size(); i++) {
            KafkaConsumerRecord<String, String> record = records.recordAt(i);
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            OffsetTracker.TrackedRecord tracked = offsets.track(partition, record.offset(), record.timestamp());
            boolean skipped = terms.isFromFormerLeader(partition, record);
            executor.submit(String.valueOf(record.key()), () -> run(tracked, record, skipped))
                    .onFailure(failure -> loop.runOnContext(now -> fail(failure)));
        }
        if (!paused && isFull(1)) {
            paused = true;
            consumer.pause();
            vertx.setTimer(MAX_PAUSE_MILLIS, due -> resume());
        }
    }

    /** Skips facts of partitions that have been assigned to another consumer since. */
    private Future<Void> run(
            OffsetTracker.TrackedRecord tracked, KafkaConsumerRecord<String, String> record, boolean skipped) {
        if (!offsets.isAssigned(tracked)) {
            return Future.succeededFuture();
        }
        Future<Void> processed = skipped ? Future.succeededFuture() : process.apply(record);
        return processed.onSuccess(done -> loop.runOnContext(now -> onDone(tracked)));
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
     * Commits the finished facts. During a rebalance the brokers reject commits, and the rebalance needs every consumer
     * to poll: so the consumer resumes and commits later.
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
                .onComplete(result -> loop.runOnContext(now -> {
                    if (result.succeeded()) {
                        offsets.markCommitted(due);
                        vertx.setTimer(COMMIT_INTERVAL_MILLIS, again -> commitNext());
                    } else if (result.cause() instanceof RebalanceInProgressException) {
                        resume();
                        vertx.setTimer(Timeouts.RETRY_MILLIS, again -> commitNext());
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

    /** Waits for the facts being handled: they will be redelivered, and must not run twice at the same time. */
    private void fail(Throwable failure) {
        if (!closed) {
            close().onComplete(ended -> loop.runOnContext(now -> onFailure.accept(failure)));
        }
    }
}
