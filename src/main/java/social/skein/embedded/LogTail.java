package social.skein.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** What a server wrote into its log since this start, to say in one sentence why it did not come up. */
record LogTail(Path file, long startOffset) {
    private static final long MAX_BYTES = 10L << 20;
    private static final Pattern ERROR_LINE = Pattern.compile("(?i)fatal|panic|error|exception|can't|cannot|could not");
    private static final int MAX_SUMMARY_LENGTH = 300;

    /** Begins a new file when the old one has grown, so that logs of years take two files of bounded size. */
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

    /** The first line that names a trouble, as the later ones are mostly its consequences; else the last line. */
    String summary() {
        List<String> lines =
                read().lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            return "it wrote nothing";
        }
        String told = lines.stream()
                .filter(line -> ERROR_LINE.matcher(line).find())
                .findFirst()
                .orElse(lines.get(lines.size() - 1));
        return told.length() > MAX_SUMMARY_LENGTH ? told.substring(0, MAX_SUMMARY_LENGTH) + "…" : told;
    }

    boolean contains(String words) {
        return read().contains(words);
    }

    private String read() {
        try {
            byte[] whole = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int start = startOffset <= whole.length ? (int) startOffset : 0;
            return new String(whole, start, whole.length - start, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
