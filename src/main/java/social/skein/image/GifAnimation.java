package social.skein.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes an animated GIF again, frame by frame: sizes, palettes, delays, disposals, transparency, the number of loops, and
 * pixels that were decompressed and compressed. Holds one frame at a time. Each frame gets a palette of its own, because a
 * frame of the source may address more colours than its palette has.
 */
final class GifAnimation {
    private final OutputStream out;

    private GifAnimation(OutputStream out) {
        this.out = out;
    }

    static void rewrite(Path source, Path target) throws IOException {
        try (PieceInputStream in = PieceInputStream.open(source);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            new GifAnimation(out).copy(in);
        }
    }

    private void copy(PieceInputStream in) throws IOException {
        LzwEncoder encoder = new LzwEncoder(out);
        GifReader reader = Decoding.guarded(ImageFormat.GIF, () -> new GifReader(in));
        Optional<GifReader.Frame> next = Decoding.guarded(ImageFormat.GIF, reader::next);
        writeHeader(reader.canvas(), reader.loops());
        while (next.isPresent()) {
            GifReader.Frame frame = next.get();
            byte[] pixels = Decoding.guarded(ImageFormat.GIF, () -> reader.pixels(frame));
            writeFrameHeader(frame);
            encoder.encode(pixels, Math.max(2, frame.codeBits()));
            next = Decoding.guarded(ImageFormat.GIF, reader::next);
        }
        out.write(';');
    }

    private void writeHeader(PixelSize canvas, int loops) throws IOException {
        out.write(ascii("GIF89a"));
        out.write(littleEndian(7)
                .putShort((short) canvas.width())
                .putShort((short) canvas.height())
                .array());
        if (loops >= 0) {
            out.write(new byte[] {0x21, (byte) 0xff, 11});
            out.write(ascii("NETSCAPE2.0"));
            out.write(littleEndian(5)
                    .put((byte) 3)
                    .put((byte) 1)
                    .putShort((short) loops)
                    .array());
        }
    }

    private void writeFrameHeader(GifReader.Frame frame) throws IOException {
        int flags = frame.disposal() << 2 | (frame.transparentColor() >= 0 ? 1 : 0);
        out.write(littleEndian(8)
                .put((byte) 0x21)
                .put((byte) 0xf9)
                .put((byte) 4)
                .put((byte) flags)
                .putShort((short) frame.delay())
                .put((byte) Math.max(0, frame.transparentColor()))
                .put((byte) 0)
                .array());
        out.write(littleEndian(10)
                .put((byte) 0x2c)
                .putShort((short) frame.left())
                .putShort((short) frame.top())
                .putShort((short) frame.size().width())
                .putShort((short) frame.size().height())
                .put((byte) (0x80 | Math.max(2, frame.codeBits()) - 1))
                .array());
        out.write(frame.palette());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
