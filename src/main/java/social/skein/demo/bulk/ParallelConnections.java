package social.skein.demo.bulk;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import social.skein.sql.BulkConnection;
import social.skein.sql.PostgresUri;

/** Processes items in parallel, with one connection per core; the first failure stops all. */
final class ParallelConnections {
    private static final int MAX_CONNECTIONS = 8;

    private ParallelConnections() {}

    /** Returns when all items are done; reports the completed fraction to {@code progress}. */
    static <T> void forEach(
            PostgresUri uri, List<T> items, BiConsumer<BulkConnection, T> work, Consumer<Double> progress) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int workers = Math.min(Runtime.getRuntime().availableProcessors(), MAX_CONNECTIONS);
        Callable<Void> worker = () -> {
            try (BulkConnection loader = BulkConnection.connect(uri)) {
                for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                    work.accept(loader, items.get(i));
                    progress.accept((double) done.incrementAndGet() / items.size());
                }
                return null;
            } finally {
                next.set(items.size());
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(workers);
        try {
            for (Future<Void> ended : executor.invokeAll(
                    Stream.generate(() -> worker).limit(workers).toList())) {
                ended.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Loading was interrupted. Run the command again to resume.", interrupted);
        } catch (ExecutionException failed) {
            String reason = Optional.ofNullable(failed.getCause())
                    .map(Throwable::getMessage)
                    .orElse("");
            throw new IllegalStateException(
                    "Loading stopped: " + reason + ". Run the command again to resume.", failed);
        } finally {
            executor.shutdownNow();
        }
    }
}
