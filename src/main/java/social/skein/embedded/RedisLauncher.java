package social.skein.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
    public String directoryName() {
        return "redis";
    }

    @Override
    public Path log() {
        return folder.log("redis");
    }

    @Override
    public ChildProcess launch(Progress progress) {
        Path program = InstalledRedis.find().orElseGet(() -> binaries.redis(progress));
        progress.step("Starting Redis on port " + port);
        Disk.createFolder(directory());
        // A file, since every user of the machine can read command-line arguments.
        Path settings = directory().resolve("redis.conf");
        Disk.writeSecret(settings, redisConf());
        // From its standard input, since Redis treats the name of a settings file with * or [ as a pattern.
        List<String> command = List.of("sh", "-c", "exec \"$0\" - <redis.conf", program.toString());
        return ChildProcess.startGuarded(command, directory(), "TERM", "KILL", log());
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

    /** Paths are relative to the working folder, whose name may have any characters. */
    private String redisConf() {
        String include = Files.exists(directory().resolve("users.conf")) ? "include users.conf\n" : "";
        return String.format(Locale.ROOT, """
                bind 127.0.0.1
                port %s
                protected-mode yes
                requirepass %s
                daemonize no
                save ""
                appendonly no
                """, port, password) + include;
    }
}
