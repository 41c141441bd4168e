package social.skein.embedded;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The servers run by this process. */
final class OwnedServers {
    private final Map<ServerKind, EmbeddedServer> servers = new EnumMap<>(ServerKind.class);

    OwnedServers(
            Set<ServerKind> wanted,
            DataFolder folder,
            Binaries binaries,
            PortsAndPasswords portsAndPasswords,
            OrphanProcesses orphans) {
        for (ServerKind server : wanted) {
            servers.put(server, new EmbeddedServer(launcher(server, folder, binaries, portsAndPasswords), orphans));
        }
    }

    private static ServerLauncher launcher(
            ServerKind server, DataFolder folder, Binaries binaries, PortsAndPasswords portsAndPasswords) {
        return switch (server) {
            case POSTGRES ->
                new PostgresLauncher(
                        folder, binaries, portsAndPasswords.postgresPort(), portsAndPasswords.postgresPassword());
            case REDIS ->
                new RedisLauncher(folder, binaries, portsAndPasswords.redisPort(), portsAndPasswords.redisPassword());
            case KAFKA ->
                new KafkaLauncher(
                        folder, binaries, portsAndPasswords.kafkaPort(), portsAndPasswords.kafkaControllerPort());
        };
    }

    EmbeddedServer get(ServerKind server) {
        return Optional.ofNullable(servers.get(server))
                .orElseThrow(() -> new IllegalArgumentException(server + " is not run by this process"));
    }

    /** Starts all servers, or none if one fails. */
    void start(Progress progress) {
        try {
            inParallel(server -> server.start(progress));
        } catch (EmbeddedServerException failure) {
            stop();
            throw failure;
        }
    }

    void stop() {
        inParallel(EmbeddedServer::stop);
    }

    void restartFailed() {
        servers.values().forEach(EmbeddedServer::restartIfDown);
    }

    private void inParallel(Consumer<EmbeddedServer> step) {
        CompletableFuture<?>[] steps = servers.values().stream()
                .map(server -> CompletableFuture.runAsync(() -> step.accept(server), OwnedServers::runOnDaemonThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(steps).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof EmbeddedServerException failure
                    ? failure
                    : new EmbeddedServerException("The embedded servers failed: " + failed.getCause(), failed);
        }
    }

    private static void runOnDaemonThread(Runnable step) {
        Thread thread = new Thread(step, "embedded-server");
        thread.setDaemon(true);
        thread.start();
    }
}
