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
final class Stint {
    private static final long LATER_MILLIS = 1_000;

    /** Each commit is a record that the brokers write down, so it is made for all that was done meanwhile. */
    private static final long BETWEEN_COMMITS_MILLIS = 25;

    /** Nobody asks Kafka for facts meanwhile, and it takes whoever asks for none in five minutes for dead. */
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** What one fact that takes long may have behind it: done, and told once more should the process die. */
    private static final int MOST_UNCOMMITTABLE = 20_000;

    private final Vertx vertx;
    private final Context loop;
    private final KafkaConsumer<String, String> consumer;
    private final Function<KafkaConsumerRecord<String, String>, Future<Void>> handle;
    private final Consumer<Throwable> broken;
    private final Progress progress = new Progress();
    private final SideBySide work;
    private final int most;
    private boolean paused;
    private boolean committing;
    private boolean over;

    /**
     * @param handle what is done with a fact; fails when a store stays away
     * @param broken is told, at the most once, when this consumer is of no use any more and nothing is under way
     */
    Stint(
            Vertx vertx,
            KafkaConsumer<String, String> consumer,
            FactHandler handler,
            Function<KafkaConsumerRecord<String, String>, Future<Void>> handle,
            Consumer<Throwable> broken) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.consumer = consumer;
        this.handle = handle;
        this.broken = broken;
        this.work = new SideBySide(loop, handler.atOnce(), handler.atOnceOfOneActor());
        this.most = 2 * handler.atOnce();
        // Failures are told on Kafka's thread, those of commits too, which their own futures tell as well.
        consumer.exceptionHandler(failure -> loop.runOnContext(told -> failUnlessSharingOut(failure)));
        consumer.partitionsRevokedHandler(progress::leave);
        consumer.batchHandler(this::take);
    }

    /** Takes nothing more; done when nothing is under way and what is done has been committed. */
    Future<Void> end() {
        over = true;
        consumer.pause();
        work.forgetWaiting();
        return work.idle().compose(idle -> {
            Map<TopicPartition, OffsetAndMetadata> due = progress.due();
            return due.isEmpty()
                    ? Future.succeededFuture()
                    : Patience.of(vertx, LATER_MILLIS, consumer.commit(due).mapEmpty());
        });
    }

    private void take(KafkaConsumerRecords<String, String> records) {
        if (over) {
            return;
        }
        for (int i = 0; i < records.size(); i++) {
            KafkaConsumerRecord<String, String> record = records.recordAt(i);
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            Progress.Taken fact = progress.take(partition, record.offset(), record.timestamp());
            work.add(String.valueOf(record.key()), () -> work(fact, record));
        }
        if (!paused && isTooMuch(1)) {
            paused = true;
            consumer.pause();
            vertx.setTimer(LONGEST_PAUSE_MILLIS, due -> resume());
        }
    }

    /** What the group has given to somebody else meanwhile is theirs. */
    private Future<Void> work(Progress.Taken fact, KafkaConsumerRecord<String, String> record) {
        return progress.isOurs(fact)
                ? handle.apply(record)
                        .onComplete(result -> loop.runOnContext(here -> {
                            if (result.succeeded()) {
                                done(fact);
                            } else {
                                fail(result.cause());
                            }
                        }))
                : Future.succeededFuture();
    }

    private void done(Progress.Taken fact) {
        progress.done(fact);
        commit();
        if (paused && !isTooMuch(2)) {
            resume();
        }
    }

    private boolean isTooMuch(int share) {
        return work.unfinished() >= most / share || progress.uncommittable() >= MOST_UNCOMMITTABLE / share;
    }

    private void resume() {
        if (paused && !over) {
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
        if (committing || over) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> due = progress.due();
        if (due.isEmpty()) {
            return;
        }
        committing = true;
        consumer.commit(due)
                .onComplete(result -> loop.runOnContext(here -> {
                    if (result.succeeded()) {
                        progress.committed(due);
                        vertx.setTimer(BETWEEN_COMMITS_MILLIS, again -> commitAgain());
                    } else if (result.cause() instanceof RebalanceInProgressException) {
                        resume();
                        vertx.setTimer(LATER_MILLIS, again -> commitAgain());
                    } else {
                        fail(result.cause());
                    }
                }));
    }

    private void commitAgain() {
        committing = false;
        commit();
    }

    private void failUnlessSharingOut(Throwable failure) {
        if (!(failure instanceof RebalanceInProgressException)) {
            fail(failure);
        }
    }

    /** What is still at work must not meet its own repetition, so it ends first. */
    private void fail(Throwable failure) {
        if (!over) {
            end().onComplete(ended -> loop.runOnContext(here -> broken.accept(failure)));
        }
    }
}
