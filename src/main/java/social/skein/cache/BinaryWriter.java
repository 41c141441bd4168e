package social.skein.cache;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes values as consecutive bytes; a {@link BinaryReader} must read them in the same order. */
public final class BinaryWriter {
    private final Buffer bytes = Buffer.buffer();

    /** @param format the first byte of the output */
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
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.appendInt(utf8.length).appendBytes(utf8);
        return this;
    }

    @CanIgnoreReturnValue
    public BinaryWriter writeInstant(Instant time) {
        return writeLong(time.getEpochSecond()).writeLong(time.getNano());
    }

    @CanIgnoreReturnValue
    public <T> BinaryWriter writeOptional(Optional<T> value, BiConsumer<BinaryWriter, T> write) {
        writeBoolean(value.isPresent());
        value.ifPresent(present -> write.accept(this, present));
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
