package social.skein.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The log of a server since its current start, used to explain a failed start in one sentence. */
record LogTail(Path file, long startOffset) {
    private static final long MAX_BYTES = 10L << 20;
    private static final Pattern ERROR_LINE = Pattern.compile("(?i)fatal|panic|error|exception|can't|cannot|could not");
    private static final int MAX_SUMMARY_LENGTH = 300;

    /** Starts a new file if the old one exceeds its maximum size, and keeps one old file. */
    static void rotate(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > MAX_BYTES) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    "The log " + log + " cannot be renamed: " + Disk.describe(refused), refused);
        }
    }

    /** The first line that reports an error, since later ones are mostly consequences; otherwise the last line. */
    String summary() {
        List<String> lines =
                read().lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            return "its log is empty";
        }
        String summary = lines.stream()
                .filter(line -> ERROR_LINE.matcher(line).find())
                .findFirst()
                .orElse(lines.get(lines.size() - 1));
        return summary.length() > MAX_SUMMARY_LENGTH ? summary.substring(0, MAX_SUMMARY_LENGTH) + "…" : summary;
    }

    Optional<MatchResult> find(Pattern pattern) {
        return pattern.matcher(read()).results().findFirst();
    }

    boolean contains(String text) {
        return read().contains(text);
    }

    private String read() {
        try {
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int start = startOffset <= bytes.length ? (int) startOffset : 0;
            return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
