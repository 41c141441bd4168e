package social.skein.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection to Redis for a few questions about its keys. */
final class RedisLine implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RedisLine(Stores.Server redis) {
        try {
            socket = new Socket("127.0.0.1", Integer.parseInt(redis.port()));
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        ask("AUTH", redis.password());
    }

    long number(String... words) {
        return (Long) ask(words);
    }

    /** All keys of this shape, which Redis hands out while it serves others. */
    List<String> keys(String shape) {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            List<?> answer = (List<?>) ask("SCAN", cursor, "MATCH", shape, "COUNT", "1000");
            cursor = (String) answer.get(0);
            ((List<?>) answer.get(1)).forEach(key -> keys.add((String) key));
        } while (!cursor.equals("0"));
        return keys;
    }

    private Object ask(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        try {
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
            return answer();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Object answer() throws IOException {
        String head = line();
        String rest = head.substring(1);
        return switch (head.charAt(0)) {
            case ':' -> Long.parseLong(rest);
            case '+' -> rest;
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IllegalStateException("Redis says " + rest);
        };
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length + 2), 0, length, StandardCharsets.UTF_8);
    }

    private List<Object> list(int length) throws IOException {
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(answer());
        }
        return list;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
