package social.skein.cache;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes values as bytes, one after the other, for {@link Unpacker} to read in the same order. */
public final class Packer {
    private final Buffer bytes = Buffer.buffer();

    /** What is written begins with its format. */
    Packer(byte format) {
        bytes.appendByte(format);
    }

    @CanIgnoreReturnValue
    public Packer number(long number) {
        bytes.appendLong(number);
        return this;
    }

    @CanIgnoreReturnValue
    public Packer flag(boolean flag) {
        bytes.appendByte((byte) (flag ? 1 : 0));
        return this;
    }

    @CanIgnoreReturnValue
    public Packer text(String text) {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        bytes.appendInt(letters.length).appendBytes(letters);
        return this;
    }

    @CanIgnoreReturnValue
    public Packer time(Instant time) {
        return number(time.getEpochSecond()).number(time.getNano());
    }

    /** Something that may be absent. */
    @CanIgnoreReturnValue
    public <T> Packer maybe(Optional<T> value, BiConsumer<Packer, T> write) {
        flag(value.isPresent());
        value.ifPresent(there -> write.accept(this, there));
        return this;
    }

    @CanIgnoreReturnValue
    public <T> Packer list(List<T> values, BiConsumer<Packer, T> write) {
        bytes.appendInt(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }

    byte[] bytes() {
        return bytes.getBytes();
    }
}
