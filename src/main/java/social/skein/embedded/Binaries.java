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
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/**
 * The servers' programs, unpacked from the jar once for a user and shared by all of that user's deployments.
 *
 * <p>A folder there is complete or absent: it is filled under another name and moved, under a lock against a second process. The
 * first cache is used from which the programs run; a home may be unwritable, mounted without execution, or closed to the user
 * PostgreSQL runs as.
 */
record Binaries(List<Path> caches) {

    static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && xdg.startsWith("/")) {
            return Path.of(xdg, "skein");
        }
        String home = System.getenv("HOME");
        return Path.of(home != null ? home : System.getProperty("user.home"), ".cache", "skein");
    }

    /** The folder with {@code bin}, {@code lib} and {@code share}. */
    Path postgres(UnprivilegedUser user, Progress progress) {
        URL archive = Platform.current().postgresArchives().stream()
                .map(name -> Binaries.class.getResource("/" + name))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow(() ->
                        new EmbeddedServerException("This jar carries no PostgreSQL for this machine; build it here"
                                + " with mvn package, or set postgres.uri to a PostgreSQL of your own."));
        return unpackRunnable(
                new Bundle("PostgreSQL", archive, "bin/postgres", folder -> untar(archive, folder, progress)), user);
    }

    Path redis(Progress progress) {
        String program = "redis-server";
        URL binary = Binaries.class.getResource("/" + Platform.current().redisBinary());
        if (binary == null) {
            throw new EmbeddedServerException(
                    "This jar carries no Redis for this machine; install redis-server 7.0 or newer,"
                            + " or set redis.uri to a Redis of your own.");
        }
        Bundle bundle = new Bundle("Redis", binary, program, folder -> {
            progress.step("Unpacking Redis, once for this user, into " + folder.getParent());
            copy(binary, folder.resolve(program));
        });
        return unpackRunnable(bundle, UnprivilegedUser.currentUser()).resolve(program);
    }

    /** Where other things may be kept that can be made again. */
    Path writableCache() {
        return caches.stream().filter(Binaries::isUsable).findFirst().orElse(caches.get(0));
    }

    private interface Extractor {
        void extract(Path folder) throws IOException;
    }

    private record Bundle(String name, URL source, String executable, Extractor extractor) {
        Path directoryIn(Path cache) {
            return cache.resolve(name.toLowerCase(Locale.ROOT) + "-" + fingerprint(source));
        }

        boolean isComplete(Path home) {
            return Files.isExecutable(home.resolve(executable));
        }
    }

    private Path unpackRunnable(Bundle bundle, UnprivilegedUser user) {
        for (Path cache : caches) {
            if (isUsable(cache)) {
                Path home = unpack(bundle, cache);
                String program = home.resolve(bundle.executable()).toString();
                if (SystemCommand.succeeds(user.wrap(List.of(program, "--version")))) {
                    return home;
                }
            }
        }
        throw new EmbeddedServerException("The " + bundle.name() + " of this jar does not run from any of " + caches
                + "; it needs glibc or macOS, and a folder this user may write and run programs from"
                + " (one that everyone may enter, when Skein is started as root).");
    }

    private static Path unpack(Bundle bundle, Path cache) {
        Path home = bundle.directoryIn(cache);
        if (bundle.isComplete(home)) {
            return home;
        }
        Path lock = cache.resolve(bundle.name() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (alone.isValid() && !bundle.isComplete(home)) {
                Path half = home.resolveSibling(home.getFileName() + ".new");
                Disk.deleteTree(half);
                Disk.deleteTree(home);
                Disk.createFolder(half);
                bundle.extractor().extract(half);
                Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    "The programs of " + bundle.name() + " cannot be unpacked into " + cache + ": "
                            + Disk.describe(refused),
                    refused);
        }
    }

    /** The system's tar with its xz is twice as fast as Java's xz, but slim systems have only the former. */
    private static void untar(URL archive, Path folder, Progress progress) throws IOException {
        String work = "Unpacking PostgreSQL";
        progress.step(work + ", once for this user, into " + folder.getParent());
        if (!tar(archive, folder, false, progress, work) && !tar(archive, folder, true, progress, work)) {
            throw new EmbeddedServerException(
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
        try (InputStream packed = new ProgressInputStream(
                        source.getInputStream(), source.getContentLengthLong(), progress, work);
                InputStream bytes = decompressHere ? new XZInputStream(packed) : packed;
                OutputStream pipe = tar.getOutputStream()) {
            bytes.transferTo(pipe);
        } catch (IOException brokenPipe) {
            // It gave up early; its exit code is what counts.
        }
        return Polling.until(() -> !tar.isAlive(), Duration.ofMinutes(1)) && tar.exitValue() == 0;
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
            throw new EmbeddedServerException(source + " cannot be read: " + Disk.describe(broken), broken);
        }
    }

    private static boolean isUsable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException refused) {
            return false;
        }
    }
}
