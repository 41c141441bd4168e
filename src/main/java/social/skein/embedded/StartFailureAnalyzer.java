package social.skein.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Explains the causes of a failed start that the log of a server states, in one sentence with the remedy. */
final class StartFailureAnalyzer {
    private static final Pattern SHARED_MEMORY = Pattern.compile("shared memory[^\\n]*No space left on device");
    private static final Pattern UNKNOWN_USER = Pattern.compile("could not look up effective user ID (\\d+)");

    private StartFailureAnalyzer() {}

    static Optional<String> knownCause(LogTail log, Path folder) {
        if (log.find(SHARED_MEMORY).isPresent()) {
            return Optional.of("The shared memory in /dev/shm is full, so the embedded PostgreSQL cannot start;"
                    + " make it larger (docker run --shm-size=64m), or remove files from it.");
        }
        if (log.contains("No space left on device")) {
            return Optional.of("The disk is full, so the embedded servers cannot start; free space for " + folder
                    + " and start again.");
        }
        return log.find(UNKNOWN_USER)
                .map(user -> "PostgreSQL creates a database only for a user with a name, and the user " + user.group(1)
                        + " has no entry in /etc/passwd; add one, start Skein as another user,"
                        + " or set postgres.uri to an external PostgreSQL.");
    }
}
