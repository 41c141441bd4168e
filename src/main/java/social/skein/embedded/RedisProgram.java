package social.skein.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Redis or Valkey that is installed on this machine, if it is new enough: 7.0 brought functions and LMPOP. */
final class RedisProgram {
    private static final int OLDEST_MAJOR = 7;
    private static final Pattern VERSION = Pattern.compile("v=(\\d{1,4})\\.");

    private RedisProgram() {}

    static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return List.of("valkey-server", "redis-server").stream()
                .flatMap(name -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .filter(folder -> folder.startsWith("/"))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(RedisProgram::isNewEnough)
                .findFirst();
    }

    private static boolean isNewEnough(Path program) {
        Matcher version = VERSION.matcher(Command.says(List.of(program.toString(), "--version")));
        return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_MAJOR;
    }
}
