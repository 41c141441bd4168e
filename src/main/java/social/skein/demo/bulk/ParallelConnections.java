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

/** Does one thing for each of many, on as many connections as there are cores; the first failure ends it. */
final class ParallelConnections {
    private static final int MAX_CONNECTIONS = 8;

    private ParallelConnections() {}

    /** Returns when all is done. Tells {@code progress} the share done. */
    static <T> void forEach(
            PostgresUri uri, List<T> items, BiConsumer<BulkConnection, T> work, Consumer<Double> progress) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        int number = Math.min(Runtime.getRuntime().availableProcessors(), MAX_CONNECTIONS);
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
        ExecutorService threads = Executors.newFixedThreadPool(number);
        try {
            for (Future<Void> ended : threads.invokeAll(
                    Stream.generate(() -> worker).limit(number).toList())) {
                ended.get();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Loading was interrupted. Run it again to go on.", interrupted);
        } catch (ExecutionException failed) {
            String why = Optional.ofNullable(failed.getCause())
                    .map(Throwable::getMessage)
                    .orElse("");
            throw new IllegalStateException("Loading stopped: " + why + ". Run it again to go on.", failed);
        } finally {
            threads.shutdownNow();
        }
    }
}
