package social.skein.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A third-party program that measures the maximum throughput of a store. */
record ExternalTool(String program, String packages) {
    static final ExternalTool REDIS_BENCHMARK = new ExternalTool("redis-benchmark", "redis-tools");
    static final ExternalTool PGBENCH = new ExternalTool("pgbench", "postgresql-contrib, or postgresql-15 and later");

    /** Debian installs the programs of PostgreSQL outside of the path. */
    private static final Path POSTGRESQL = Path.of("/usr/lib/postgresql");

    Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> pathFolders = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(Path::of);
        return Stream.concat(pathFolders, postgresBinFolders())
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    String missingNote() {
        return "No ratio: " + program + " is not installed (Debian and Ubuntu: apt-get install " + packages + ").";
    }

    private static Stream<Path> postgresBinFolders() {
        if (!Files.isDirectory(POSTGRESQL)) {
            return Stream.of();
        }
        try (Stream<Path> versions = Files.list(POSTGRESQL)) {
            return versions.sorted(Comparator.reverseOrder()).map(version -> version.resolve("bin")).toList().stream();
        } catch (IOException unreadable) {
            return Stream.of();
        }
    }
}
