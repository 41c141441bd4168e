package social.skein.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Redis without persistence. It is a cache that can be rebuilt: an empty one is known to be empty, while one loaded
 * from an old file would silently lack later changes. Operators may add restricted users in users.conf in its data
 * folder.
 */
record RedisLauncher(DataFolder folder, Binaries binaries, int port, String password) implements ServerLauncher {

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public Path log() {
        return folder.log("redis");
    }

    @Override
    public ChildProcess launch(Progress progress) {
        Path program = InstalledRedis.find().orElseGet(() -> binaries.redis(progress));
        progress.step("Starting Redis on port " + port);
        Path directory = folder.root().resolve("redis");
        Disk.createFolder(directory);
        // A file, since every user of the machine can read command-line arguments.
        Path settings = directory.resolve("redis.conf");
        Disk.writeSecret(settings, redisConf(directory));
        return ChildProcess.startGuarded(List.of(program.toString(), settings.toString()), "TERM", "KILL", log());
    }

    @Override
    public boolean isReady() {
        String request = "AUTH " + password + "\r\nPING\r\n";
        try (Socket socket = LoopbackPorts.connect(port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String expected = "+OK\r\n+PONG\r\n";
            return new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII).equals(expected);
        } catch (IOException notYet) {
            return false;
        }
    }

    private String redisConf(Path directory) {
        Path users = directory.resolve("users.conf");
        String include = Files.exists(users) ? "include \"" + users + "\"\n" : "";
        return """
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                dir "%s"
                daemonize no
                save ""
                appendonly no
                """.formatted(port, password, directory) + include;
    }
}
