package social.skein.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an installed Redis or Valkey, version 7.0 or newer, which has functions and LMPOP. */
final class InstalledRedis {
    private static final int MIN_MAJOR_VERSION = 7;
    private static final Pattern VERSION = Pattern.compile("v=(\\d{1,4})\\.");

    private InstalledRedis() {}

    static Optional<Path> find() {
        return List.of("valkey-server", "redis-server").stream()
                .flatMap(ExecutableFinder::findAll)
                .filter(InstalledRedis::isSupported)
                .findFirst();
    }

    private static boolean isSupported(Path program) {
        Matcher version = VERSION.matcher(SystemCommand.output(List.of(program.toString(), "--version")));
        return version.find() && Integer.parseInt(version.group(1)) >= MIN_MAJOR_VERSION;
    }
}
