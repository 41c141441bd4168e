package social.skein.embedded;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The three servers as this process runs them. */
final class Owned {
    private final EmbeddedServer postgres;
    private final EmbeddedServer redis;
    private final EmbeddedServer kafka;

    Owned(DataFolder folder, Binaries binaries, Picked picked, Survivors survivors) {
        postgres = new EmbeddedServer(
                new Postgres(folder, binaries, picked.postgresPort(), picked.postgresPassword()), survivors);
        redis = new EmbeddedServer(new Redis(folder, binaries, picked.redisPort(), picked.redisPassword()), survivors);
        kafka = new EmbeddedServer(
                new Kafka(folder, binaries, picked.kafkaPort(), picked.kafkaControllerPort()), survivors);
    }

    EmbeddedServer postgres() {
        return postgres;
    }

    EmbeddedServer redis() {
        return redis;
    }

    EmbeddedServer kafka() {
        return kafka;
    }

    /** All of them or none. */
    void start(Progress progress) {
        try {
            sideBySide(server -> server.start(progress));
        } catch (EmbeddedFailure failure) {
            stop();
            throw failure;
        }
    }

    void stop() {
        sideBySide(EmbeddedServer::stop);
    }

    void revive() {
        all().forEach(EmbeddedServer::revive);
    }

    private List<EmbeddedServer> all() {
        return List.of(kafka, postgres, redis);
    }

    private void sideBySide(Consumer<EmbeddedServer> step) {
        CompletableFuture<?>[] steps = all().stream()
                .map(server -> CompletableFuture.runAsync(() -> step.accept(server), Owned::thread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(steps).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof EmbeddedFailure sentence
                    ? sentence
                    : new EmbeddedFailure("The embedded servers failed: " + failed.getCause(), failed);
        }
    }

    private static void thread(Runnable step) {
        Thread thread = new Thread(step, "embedded-server");
        thread.setDaemon(true);
        thread.start();
    }
}
