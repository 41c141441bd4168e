package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A running bare server that replays the bytes of one response of Skein. */
record BaselineServer(JvmProcess process, int port) implements AutoCloseable {
    static BaselineServer replaying(BenchWorkspace workspace, HttpResponse<byte[]> response) {
        Path headers = workspace.folder().resolve("headers");
        Path body = workspace.folder().resolve("body");
        try {
            Files.write(
                    headers,
                    response.headers().map().entrySet().stream()
                            .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ":" + value))
                            .toList());
            Files.write(body, response.body());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        JvmProcess process = workspace.startReplayServer(headers, body);
        return new BaselineServer(process, Integer.parseInt(process.awaitLine(Pattern.compile("Listening on (\\d+)"))));
    }

    @Override
    public void close() {
        process.close();
    }
}
