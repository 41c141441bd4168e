package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A bare server that runs and answers with the bytes of one answer of Skein's. */
record Bare(ServerProcess process, int port) implements AutoCloseable {
    static Bare like(Premises premises, HttpResponse<byte[]> answer) {
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
        ServerProcess process = premises.bare(headers, body);
        return new Bare(process, Integer.parseInt(process.awaitLine(Pattern.compile("Listening on (\\d+)"))));
    }

    @Override
    public void close() {
        process.close();
    }
}
