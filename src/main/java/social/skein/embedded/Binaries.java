package social.skein.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked from the jar once for a user and shared by all of that user's deployments.
 *
 * <p>A folder there is complete or absent: it is filled under another name and moved, under a lock against a second process.
 */
record Binaries(Path cache) {

    /** The user's own cache when it can be written, else one inside the data folder. */
    static Binaries in(Path preferred, Path fallback) {
        return new Binaries(usable(preferred) ? preferred : fallback);
    }

    static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base =
                xdg != null && xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("skein");
    }

    /** The folder with {@code bin}, {@code lib} and {@code share}. */
    Path postgres(Progress progress) {
        URL archive = Platform.current().postgresArchives().stream()
                .map(name -> Binaries.class.getResource("/" + name))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow(() -> new EmbeddedFailure("This jar carries no PostgreSQL for this machine; build it here"
                        + " with mvn package, or set postgres.uri to a PostgreSQL of your own."));
        return once("postgres", archive, "bin/postgres", folder -> untar(archive, folder, progress));
    }

    Path redis(Progress progress) {
        String name = Platform.current().redisBinary();
        URL binary = Binaries.class.getResource("/" + name);
        if (binary == null) {
            throw new EmbeddedFailure("This jar carries no Redis for this machine; install redis-server 7.0 or newer,"
                    + " or set redis.uri to a Redis of your own.");
        }
        progress.step("Looking for the programs of Redis in " + cache);
        return once("redis", binary, "redis-server", folder -> copy(binary, folder.resolve("redis-server")))
                .resolve("redis-server");
    }

    private interface Filling {
        void fill(Path folder) throws IOException;
    }

    private Path once(String name, URL source, String proof, Filling filling) {
        Path home = cache.resolve(name + "-" + fingerprint(source));
        if (Files.isExecutable(home.resolve(proof))) {
            return home;
        }
        Disk.createFolder(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (alone.isValid() && !Files.isExecutable(home.resolve(proof))) {
                Path half = home.resolveSibling(home.getFileName() + ".new");
                Disk.deleteTree(half);
                Disk.deleteTree(home);
                Disk.createFolder(half);
                filling.fill(half);
                Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException refused) {
            throw new EmbeddedFailure(
                    "The programs of " + name + " cannot be unpacked into " + cache + ": " + Disk.reason(refused),
                    refused);
        }
    }

    /** The system's tar with its xz is twice as fast as Java's xz, but slim systems have only the former. */
    private static void untar(URL archive, Path folder, Progress progress) throws IOException {
        String work = "Unpacking PostgreSQL";
        progress.step(work + ", once for this user, into " + folder.getParent());
        if (!tar(archive, folder, false, progress, work) && !tar(archive, folder, true, progress, work)) {
            throw new EmbeddedFailure(
                    "The command tar failed to unpack PostgreSQL into " + folder.getParent() + "; is its disk full?");
        }
        progress.fraction(work, 1);
    }

    private static boolean tar(URL archive, Path folder, boolean decompressHere, Progress progress, String work)
            throws IOException {
        Process tar = new ProcessBuilder("tar", decompressHere ? "-xof" : "-xJof", "-", "-C", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        URLConnection source = archive.openConnection();
        try (InputStream packed =
                        new CountedInput(source.getInputStream(), source.getContentLengthLong(), progress, work);
                InputStream bytes = decompressHere ? new XZInputStream(packed) : packed;
                OutputStream pipe = tar.getOutputStream()) {
            bytes.transferTo(pipe);
        } catch (IOException brokenPipe) {
            // It gave up early; its exit code is what counts.
        }
        return Patience.until(() -> !tar.isAlive(), java.time.Duration.ofMinutes(1)) && tar.exitValue() == 0;
    }

    private static void copy(URL binary, Path file) throws IOException {
        try (InputStream bytes = binary.openStream()) {
            Files.copy(bytes, file);
        }
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** From the jar's table of contents, so that a warm start need not read 15 MB to learn that nothing changed. */
    private static String fingerprint(URL source) {
        try {
            URLConnection connection = source.openConnection();
            return connection instanceof JarURLConnection jar
                    ? Long.toHexString(jar.getJarEntry().getCrc())
                    : Long.toHexString(connection.getContentLengthLong());
        } catch (IOException broken) {
            throw new EmbeddedFailure(source + " cannot be read: " + Disk.reason(broken), broken);
        }
    }

    private static boolean usable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException refused) {
            return false;
        }
    }
}
