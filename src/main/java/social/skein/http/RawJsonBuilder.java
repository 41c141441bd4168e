package social.skein.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Concatenates encoded JSON fragments into one buffer, copying each byte once. */
public final class RawJsonBuilder {
    private final List<byte[]> parts = new ArrayList<>();
    private int length;

    /** Encodes a constant fragment. */
    public static byte[] literal(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @CanIgnoreReturnValue
    public RawJsonBuilder append(byte[] part) {
        parts.add(part);
        length += part.length;
        return this;
    }

    public Buffer toBuffer() {
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        // Buffer.buffer(byte[]) would copy all of it again.
        return BufferInternal.buffer(Unpooled.wrappedBuffer(whole));
    }
}
