package social.skein.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A minimal connection to Redis for a few commands. */
final class RawRedisClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawRedisClient(StoreAccess.StoreAddress redis) {
        try {
            socket = new Socket("127.0.0.1", Integer.parseInt(redis.port()));
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        execute("AUTH", redis.password());
    }

    long executeLong(String... words) {
        return (Long) execute(words);
    }

    /** Returns all keys that match a pattern, without blocking other clients. */
    List<String> scan(String pattern) {
        List<String> keys = new ArrayList<>();
        String cursor = "0";
        do {
            List<?> reply = (List<?>) execute("SCAN", cursor, "MATCH", pattern, "COUNT", "1000");
            cursor = (String) reply.get(0);
            ((List<?>) reply.get(1)).forEach(key -> keys.add((String) key));
        } while (!cursor.equals("0"));
        return keys;
    }

    private Object execute(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        try {
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
            return readReply();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Object readReply() throws IOException {
        String head = readLine();
        String rest = head.substring(1);
        return switch (head.charAt(0)) {
            case ':' -> Long.parseLong(rest);
            case '+' -> rest;
            case '$' -> readBulk(Integer.parseInt(rest));
            case '*' -> readArray(Integer.parseInt(rest));
            default -> throw new IllegalStateException("Redis returned " + rest);
        };
    }

    private String readBulk(int length) throws IOException {
        return new String(in.readNBytes(length + 2), 0, length, StandardCharsets.UTF_8);
    }

    private List<Object> readArray(int length) throws IOException {
        List<Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            list.add(readReply());
        }
        return list;
    }

    private String readLine() throws IOException {
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
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
