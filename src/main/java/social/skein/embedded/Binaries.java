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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the servers, unpacked from the jar once per user and shared by all deployments of that user.
 *
 * <p>A folder is complete or absent: it is filled under a temporary name and then renamed, under a lock against other
 * processes. The first cache from which the programs run is used; a home may be read-only, mounted noexec, or
 * inaccessible to the user that runs PostgreSQL.
 */
record Binaries(List<Path> caches) {

    /** The cache of the user, if the user has one, and that of the data folder. */
    static Binaries of(Path dataFolder) {
        Path ownCache = dataFolder.resolve("cache");
        return new Binaries(Stream.concat(userCache(System.getenv()).stream(), Stream.of(ownCache))
                .toList());
    }

    /** A user without an entry in /etc/passwd has no home unless the environment names one. */
    static Optional<Path> userCache(Map<String, String> environment) {
        Optional<Path> xdg = absolute(environment.get("XDG_CACHE_HOME")).map(cache -> cache.resolve("skein"));
        return xdg.or(() -> absolute(environment.get("HOME"))
                .or(() -> absolute(System.getProperty("user.home")))
                .map(home -> home.resolve(".cache").resolve("skein")));
    }

    private static Optional<Path> absolute(@Nullable String path) {
        return path != null && path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
    }

    /** The folder that contains {@code bin}, {@code lib} and {@code share}. */
    Path postgres(UnprivilegedUser user, Progress progress) {
        URL archive = OperatingSystem.current().postgresArchives().stream()
                .map(name -> Binaries.class.getResource("/" + name))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow(() -> new EmbeddedServerException(
                        "This jar contains no PostgreSQL for this platform; build the jar on"
                                + " this machine with mvn package, or set postgres.uri to an external PostgreSQL."));
        return unpackRunnable(
                new Bundle("PostgreSQL", archive, "bin/postgres", folder -> untar(archive, folder, progress)), user);
    }

    Path redis(Progress progress) {
        String program = "redis-server";
        URL binary = Binaries.class.getResource("/" + OperatingSystem.current().redisBinary());
        if (binary == null) {
            throw new EmbeddedServerException(
                    "This jar contains no Redis for this platform; install redis-server 7.0 or newer,"
                            + " or set redis.uri to an external Redis.");
        }
        Bundle bundle = new Bundle("Redis", binary, program, folder -> {
            progress.step("Unpacking Redis, once per user, into " + folder.getParent());
            copy(binary, folder.resolve(program));
        });
        return unpackRunnable(bundle, UnprivilegedUser.currentUser()).resolve(program);
    }

    /** A writable cache folder for other derived files. */
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
                + "; it needs glibc or macOS, and a folder that is writable and allows execution"
                + " (accessible to all users if Skein is started as root).");
    }

    private static Path unpack(Bundle bundle, Path cache) {
        Path home = bundle.directoryIn(cache);
        if (bundle.isComplete(home)) {
            return home;
        }
        Path lock = cache.resolve(bundle.name() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock exclusive = channel.lock()) {
            if (exclusive.isValid() && !bundle.isComplete(home)) {
                Path partial = home.resolveSibling(home.getFileName() + ".new");
                Disk.deleteTree(partial);
                Disk.deleteTree(home);
                Disk.createFolder(partial);
                bundle.extractor().extract(partial);
                Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    "The programs of " + bundle.name() + " cannot be unpacked into " + cache + ": "
                            + Disk.describe(refused),
                    refused);
        }
    }

    /** The tar of the system with its xz is twice as fast as the Java implementation, but slim systems lack xz. */
    private static void untar(URL archive, Path folder, Progress progress) throws IOException {
        String work = "Unpacking PostgreSQL";
        progress.step(work + ", once per user, into " + folder.getParent());
        if (!tar(archive, folder, false, progress, work) && !tar(archive, folder, true, progress, work)) {
            throw new EmbeddedServerException(
                    "tar failed to unpack PostgreSQL into " + folder.getParent() + "; check the free disk space.");
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
            // tar ended early; its exit code decides.
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

    /** The CRC from the directory of the jar: avoids reading 15 MB at every start. */
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
