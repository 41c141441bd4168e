package social.skein.cache;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads values that a {@link BinaryWriter} wrote, starting after the format byte. */
public final class BinaryReader {
    private final Buffer bytes;
    private int position = 1;

    BinaryReader(byte[] bytes) {
        this.bytes = Buffer.buffer(bytes);
    }

    public long readLong() {
        position += Long.BYTES;
        return bytes.getLong(position - Long.BYTES);
    }

    public boolean readBoolean() {
        return bytes.getByte(position++) == 1;
    }

    public String readString() {
        int length = readLength();
        position += length;
        return bytes.getString(position - length, position);
    }

    public Instant readInstant() {
        return Instant.ofEpochSecond(readLong(), readLong());
    }

    public <T> Optional<T> readOptional(Function<BinaryReader, T> read) {
        return readBoolean() ? Optional.of(read.apply(this)) : Optional.empty();
    }

    public <T> List<T> readList(Function<BinaryReader, T> read) {
        int length = readLength();
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(read.apply(this));
        }
        return List.copyOf(values);
    }

    private int readLength() {
        position += Integer.BYTES;
        return bytes.getInt(position - Integer.BYTES);
    }
}
