package social.skein.cache;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes values as bytes, one after the other, for {@link BinaryReader} to read in the same order. */
public final class BinaryWriter {
    private final Buffer bytes = Buffer.buffer();

    /** What is written begins with its format. */
    BinaryWriter(byte format) {
        bytes.appendByte(format);
    }

    @CanIgnoreReturnValue
    public BinaryWriter writeLong(long number) {
        bytes.appendLong(number);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryWriter writeBoolean(boolean flag) {
        bytes.appendByte((byte) (flag ? 1 : 0));
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryWriter writeString(String text) {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        bytes.appendInt(letters.length).appendBytes(letters);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryWriter writeInstant(Instant time) {
        return writeLong(time.getEpochSecond()).writeLong(time.getNano());
    }

    /** Something that may be absent. */
    @CanIgnoreReturnValue
    public <T> BinaryWriter writeOptional(Optional<T> value, BiConsumer<BinaryWriter, T> write) {
        writeBoolean(value.isPresent());
        value.ifPresent(there -> write.accept(this, there));
        return this;
    }

    @CanIgnoreReturnValue
    public <T> BinaryWriter writeList(List<T> values, BiConsumer<BinaryWriter, T> write) {
        bytes.appendInt(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }

    byte[] toBytes() {
        return bytes.getBytes();
    }
}
