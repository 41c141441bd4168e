package social.skein.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a program prints to stderr, which a hostile file can make endless. */
final class ErrorTail {
    private static final int MAX_BYTES = 4_096;

    private ErrorTail() {}

    /** Reads to the end and returns the last 4 KB. A pipe that breaks ends the text. */
    static String read(InputStream stderr) {
        byte[] tail = new byte[MAX_BYTES];
        byte[] chunk = new byte[MAX_BYTES];
        int length = 0;
        try (stderr) {
            int count;
            while ((count = stderr.read(chunk)) >= 0) {
                int retained = Math.min(length, MAX_BYTES - count);
                System.arraycopy(tail, length - retained, tail, 0, retained);
                System.arraycopy(chunk, 0, tail, retained, count);
                length = retained + count;
            }
        } catch (IOException broken) {
            // The process was killed.
        }
        return new String(tail, 0, length, StandardCharsets.UTF_8).strip();
    }
}
