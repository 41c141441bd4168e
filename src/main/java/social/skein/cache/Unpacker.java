package social.skein.cache;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a {@link Packer} wrote behind its format. */
public final class Unpacker {
    private final Buffer bytes;
    private int at = 1;

    Unpacker(byte[] bytes) {
        this.bytes = Buffer.buffer(bytes);
    }

    public long number() {
        at += Long.BYTES;
        return bytes.getLong(at - Long.BYTES);
    }

    public boolean flag() {
        return bytes.getByte(at++) == 1;
    }

    public String text() {
        int length = length();
        at += length;
        return bytes.getString(at - length, at);
    }

    public Instant time() {
        return Instant.ofEpochSecond(number(), number());
    }

    public <T> Optional<T> maybe(Function<Unpacker, T> read) {
        return flag() ? Optional.of(read.apply(this)) : Optional.empty();
    }

    public <T> List<T> list(Function<Unpacker, T> read) {
        int length = length();
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(read.apply(this));
        }
        return List.copyOf(values);
    }

    private int length() {
        at += Integer.BYTES;
        return bytes.getInt(at - Integer.BYTES);
    }
}
