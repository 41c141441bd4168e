package social.skein.embedded;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The servers this process runs: those of the three that it was asked for. */
final class Owned {
    private final Map<Server, EmbeddedServer> servers = new EnumMap<>(Server.class);

    Owned(Set<Server> wanted, DataFolder folder, Binaries binaries, Picked picked, Survivors survivors) {
        for (Server server : wanted) {
            servers.put(server, new EmbeddedServer(recipe(server, folder, binaries, picked), survivors));
        }
    }

    private static Recipe recipe(Server server, DataFolder folder, Binaries binaries, Picked picked) {
        return switch (server) {
            case POSTGRES -> new Postgres(folder, binaries, picked.postgresPort(), picked.postgresPassword());
            case REDIS -> new Redis(folder, binaries, picked.redisPort(), picked.redisPassword());
            case KAFKA -> new Kafka(folder, binaries, picked.kafkaPort(), picked.kafkaControllerPort());
        };
    }

    EmbeddedServer get(Server server) {
        return Optional.ofNullable(servers.get(server))
                .orElseThrow(() -> new IllegalArgumentException(server + " is not among the servers that run here"));
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
        servers.values().forEach(EmbeddedServer::revive);
    }

    private void sideBySide(Consumer<EmbeddedServer> step) {
        CompletableFuture<?>[] steps = servers.values().stream()
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
