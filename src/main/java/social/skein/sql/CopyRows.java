package social.skein.sql;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Rows for one {@code copy … with (format binary)}, collected in memory. In the binary format PostgreSQL need not parse
 * numbers and times. The columns of a row must be added in order, each with the method of its type.
 */
public final class CopyRows {
    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int INT8 = 20;
    private static final int TEXT = 25;

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).put(HEADER);
    private long rows;

    /** Starts a row. */
    @CanIgnoreReturnValue
    public CopyRows startRow(int columns) {
        rows++;
        ensureRemaining(2).putShort((short) columns);
        return this;
    }

    @CanIgnoreReturnValue
    public CopyRows bigint(long number) {
        ensureRemaining(12).putInt(8).putLong(number);
        return this;
    }

    @CanIgnoreReturnValue
    public CopyRows smallint(int number) {
        ensureRemaining(6).putInt(2).putShort((short) number);
        return this;
    }

    @CanIgnoreReturnValue
    public CopyRows bool(boolean flag) {
        ensureRemaining(5).putInt(1).put((byte) (flag ? 1 : 0));
        return this;
    }

    @CanIgnoreReturnValue
    public CopyRows text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensureRemaining(4 + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    @CanIgnoreReturnValue
    public CopyRows timestamptz(Instant time) {
        Duration since = Duration.between(EPOCH, time);
        return bigint(since.getSeconds() * 1_000_000 + since.getNano() / 1_000);
    }

    @CanIgnoreReturnValue
    public CopyRows nullValue() {
        ensureRemaining(4).putInt(-1);
        return this;
    }

    @CanIgnoreReturnValue
    public CopyRows textArray(List<String> texts) {
        int from = startArray(TEXT, texts.size());
        texts.forEach(this::text);
        return writeLength(from);
    }

    @CanIgnoreReturnValue
    public CopyRows bigintArray(List<Long> numbers) {
        int from = startArray(INT8, numbers.size());
        numbers.forEach(this::bigint);
        return writeLength(from);
    }

    /** A {@code tsvector}: its lexemes with their positions, which may be empty. */
    @CanIgnoreReturnValue
    public CopyRows tsvector(SortedMap<String, List<Integer>> lexemes) {
        int from = ensureRemaining(8).position();
        bytes.putInt(0).putInt(lexemes.size());
        lexemes.forEach((lexeme, positions) -> {
            byte[] utf8 = lexeme.getBytes(StandardCharsets.UTF_8);
            ensureRemaining(utf8.length + 3 + 2 * positions.size())
                    .put(utf8)
                    .put((byte) 0)
                    .putShort((short) positions.size());
            positions.forEach(position -> bytes.putShort(position.shortValue()));
        });
        return writeLength(from);
    }

    public long rows() {
        return rows;
    }

    /** Ends the data and returns it. */
    byte[] finish() {
        ensureRemaining(2).putShort((short) -1);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private int startArray(int type, int size) {
        int from = ensureRemaining(24).position();
        bytes.putInt(0).putInt(size == 0 ? 0 : 1).putInt(0).putInt(type);
        if (size > 0) {
            bytes.putInt(size).putInt(1);
        }
        return from;
    }

    /** Writes the length of the value that begins after {@code start} into the four bytes there. */
    @CanIgnoreReturnValue
    private CopyRows writeLength(int start) {
        bytes.putInt(start, bytes.position() - start - 4);
        return this;
    }

    private ByteBuffer ensureRemaining(int bytesNeeded) {
        if (bytes.remaining() < bytesNeeded) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(bytes.capacity() * 2, bytes.position() + bytesNeeded));
            bytes = larger.put(bytes.flip());
        }
        return bytes;
    }
}
