package social.skein.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Redis or Valkey that is installed on this machine, if it is new enough: 7.0 brought functions and LMPOP. */
final class InstalledRedis {
    private static final int MIN_MAJOR_VERSION = 7;
    private static final Pattern VERSION = Pattern.compile("v=(\\d{1,4})\\.");

    private InstalledRedis() {}

    static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return List.of("valkey-server", "redis-server").stream()
                .flatMap(name -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .filter(folder -> folder.startsWith("/"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(InstalledRedis::isSupported)
                .findFirst();
    }

    private static boolean isSupported(Path program) {
        Matcher version = VERSION.matcher(SystemCommand.output(List.of(program.toString(), "--version")));
        return version.find() && Integer.parseInt(version.group(1)) >= MIN_MAJOR_VERSION;
    }
}
