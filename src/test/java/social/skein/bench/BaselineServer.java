package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A bare server that runs and answers with the bytes of one answer of Skein's. */
record BaselineServer(JvmProcess process, int port) implements AutoCloseable {
    static BaselineServer replaying(BenchWorkspace premises, HttpResponse<byte[]> answer) {
        Path headers = premises.folder().resolve("headers");
        Path body = premises.folder().resolve("body");
        try {
            Files.write(
                    headers,
                    answer.headers().map().entrySet().stream()
                            .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ":" + value))
                            .toList());
            Files.write(body, answer.body());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        JvmProcess process = premises.startReplayServer(headers, body);
        return new BaselineServer(process, Integer.parseInt(process.awaitLine(Pattern.compile("Listening on (\\d+)"))));
    }

    @Override
    public void close() {
        process.close();
    }
}
