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
 * Redis without any persistence: it holds a view that can be built again, and an empty view is known to be empty, while one loaded
 * from an old file would silently miss what happened since. A person may add users who may do less: in users.conf, beside its data.
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
        Path home = folder.root().resolve("redis");
        Disk.createFolder(home);
        // A file, because a password among the arguments could be read by every user of the machine.
        Path settings = home.resolve("redis.conf");
        Disk.writeSecret(settings, redisConf(home));
        return ChildProcess.startGuarded(List.of(program.toString(), settings.toString()), "TERM", "KILL", log());
    }

    @Override
    public boolean isReady() {
        String ask = "AUTH " + password + "\r\nPING\r\n";
        try (Socket socket = LoopbackPorts.connect(port)) {
            OutputStream out = socket.getOutputStream();
            out.write(ask.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String expected = "+OK\r\n+PONG\r\n";
            return new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII).equals(expected);
        } catch (IOException notYet) {
            return false;
        }
    }

    private String redisConf(Path home) {
        Path users = home.resolve("users.conf");
        String more = Files.exists(users) ? "include \"" + users + "\"\n" : "";
        return """
                bind 127.0.0.1
                port %d
                protected-mode yes
                requirepass %s
                dir "%s"
                daemonize no
                save ""
                appendonly no
                """.formatted(port, password, home) + more;
    }
}
