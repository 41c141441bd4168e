package social.skein.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes picture files, valid and otherwise. */
public final class ImageFiles {
    /** 24 × 16 from red (top) to blue. */
    static final byte[] WEBP_LOSSY = decode(
            "UklGRmAAAABXRUJQVlA4IFQAAADQAwCdASoYABAAPm0skkWkIqGYBABABsS2AE6NcB/gLj/AeSAV9zwA/vQ+vACYnzKamQ//1psr9v"
                    + "Jr/7hGFH//c5nuorWyF11AYCBFyCSgWTwAAAA=");

    /** 24 × 16, transparent around 16 × 8 half transparent green pixels. */
    static final byte[] WEBP_LOSSLESS =
            decode("UklGRiwAAABXRUJQVlA4TCAAAAAvF8ADEA8wyBEDGAwyaZs6mH+Xc7CvTEJE/ycA3eWEBg==");

    /** The same with the colours compressed with losses. */
    static final byte[] WEBP_ALPHA = decode(
            "UklGRs4AAABXRUJQVlA4WAoAAAAQAAAAFwAADwAAQUxQSBsAAAABDzCAERGCTNqmDubf5RzsK5MQ0f8JQHc5oQEAVlA4IIwAAAAQBg"
                    + "CdASoYABAAPm0sk0WkIqGYBABABsS2AE6ZQjAFMB8gWID+Ac4Bof/R/+cBvJP7AfBB5AAJB4AA/txR+SqUCX2VOM33IOAeh7P52r3S"
                    + "v1f2XdiZqKd7xLK/chOH4wv2u9SPtM6wGtxM1ZDKhmaok3JvUtbzDxP9g/mcBVnjPqlfywOf4FGHN/AAAA==");

    /** 16 × 16, three frames. */
    static final byte[] WEBP_ANIMATED = decode(
            "UklGRjgCAABXRUJQVlA4WAoAAAACAAAADwAADwAAQU5JTQYAAAD/////AABBTk1GGgEAAAAAAAAAAA8AAA8AAMgAAAJWUDggAgEAAP"
                    + "AFAJ0BKhAAEAACADQlsAJ0cgD7ZrlJ/WbfVeAA6Rj9Vf9V6sdyArgFRtzRN8A/UAtnmTLeu8AAAP75Z+J4tyh/ll5vUubBNnKC3h+T"
                    + "RC8d3OlT9HMHMPe5jME4HNecbGvfJM5YIvH0vi3w65/+/8zqoTj5u59BXUnz/r/sZsxMN/QdU1rRF44o7qxT3PYA3GtOrPnEz4Bnqc"
                    + "hxCSnm/MQKixA8ZLv/x2fvTl1a63WYn/zIbfoZbNePaJGb+MTmR/WvInXyz/eXB0v4xHB2Py96doyn10X8/7qdcV/mm29B7zPZwnf1"
                    + "5Qf1yqDb/9GtcS76Um2jFuKZ/6PTRW6q4roAAEFOTUZyAAAAAAAABgAADwAAAgAAyAAAAFZQOCBaAAAAVAMAnQEqEAADAAAANCWwAn"
                    + "S6AUQD+AfkBvf+cAf4ACyU2TAA/uvHIs3J2sT+hOx+uCnsYzf/VCPSf+XJ5Qf6oR6T7/xiz+aV/z/QUJxGtalf8/z+ifSQAAAAQU5N"
                    + "RnAAAAAAAAAGAAAPAAACAADIAAAAVlA4IFgAAAAUBACdASoQAAMAAAA0JbACdLoB+AFKA/gH5AfwDf/84A/wH8AAt1NSwAD+8o3QdE"
                    + "+df4JiL0gIwGb/6NxfI4Mi/p43UP76wb+D/5VDFvzMuu86wWwbYiAA");

    /** 16 × 16 in pure red. */
    static final byte[] JPEG_CMYK = decode(
            "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwAFAwQEBAMFBAQEBQUFBgcMCAcHBwcPCwsJDBEPEhIRDxERExYcFxMUGhURERghGBodHR8fHx"
                    + "MXIiQiHiQcHh8e/9sAQwEFBQUHBgcOCAgOHhQRFB4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4e"
                    + "Hh4e/8AAFAgAEAAQBAEiAAIRAQMRAQQiAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAHCP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQ"
                    + "EBAAAAAAAAAAAAAAAAAAAHCP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAOBAEAAhEDEQQAAD8AqQBFRk2WA//Z");

    private ImageFiles() {}

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** A colourful picture with a red quarter at the top left. */
    static BufferedImage picture(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Graphics2D graphics = picture.createGraphics();
        for (int x = 0; x < width; x++) {
            graphics.setColor(Color.getHSBColor((float) x / width, 0.3f, 0.8f));
            graphics.fillRect(x, 0, 1, height);
        }
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height / 2);
        graphics.dispose();
        return picture;
    }

    static byte[] jpeg(int width, int height) {
        return encoded(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), "jpeg", false);
    }

    static byte[] progressiveJpeg(int width, int height) {
        return encoded(picture(width, height, BufferedImage.TYPE_3BYTE_BGR), "jpeg", true);
    }

    static byte[] png(int width, int height) {
        return png(picture(width, height, BufferedImage.TYPE_4BYTE_ABGR));
    }

    static byte[] png(BufferedImage picture) {
        return encoded(picture, "png", false);
    }

    static byte[] gif(int width, int height) {
        return encoded(picture(width, height, BufferedImage.TYPE_BYTE_INDEXED), "gif", false);
    }

    private static byte[] encoded(BufferedImage picture, String format, boolean progressive) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (progressive) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    /** An animation of noise, 20 × 10, whose frames have palettes, delays and places of their own. */
    public static byte[] animatedGif(int frames) {
        return animatedGif(frames, new Random(1));
    }

    private static byte[] animatedGif(int frames, Random random) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(concat(ascii("GIF89a"), bytes(20, 0, 10, 0, 0, 0, 0)));
            out.writeBytes(concat(bytes(0x21, 0xff, 11), ascii("NETSCAPE2.0"), bytes(3, 1, 0, 0, 0)));
            out.writeBytes(concat(bytes(0x21, 0xfe, 6), ascii("secret"), bytes(0)));
            for (int i = 0; i < frames; i++) {
                boolean isFirst = i == 0;
                int width = isFirst ? 20 : 7;
                int height = isFirst ? 10 : 5;
                byte[] palette = new byte[3 * 16];
                random.nextBytes(palette);
                byte[] pixels = new byte[width * height];
                for (int at = 0; at < pixels.length; at++) {
                    pixels[at] = (byte) random.nextInt(16);
                }
                out.writeBytes(bytes(0x21, 0xf9, 4, isFirst ? 4 : 9, i % 100, 0, isFirst ? 0 : 3, 0));
                out.writeBytes(bytes(0x2c, isFirst ? 0 : 3, 0, isFirst ? 0 : 4, 0, width, 0, height, 0, 0x83));
                out.writeBytes(palette);
                new LzwEncoder(out).encode(pixels, 4);
            }
            out.write(';');
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Inserts an EXIF block with the orientation and coordinates behind the start of a JPEG. */
    static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] data = concat(ascii("Exif\0\0"), exif(orientation));
        return concat(
                Arrays.copyOf(jpeg, 2),
                bytes(0xff, 0xe1, 0, data.length + 2),
                data,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A TIFF block with two entries: the orientation, and a text that stands for coordinates. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(60)
                .put(ascii("MM\0*"))
                .putInt(8)
                .putShort((short) 2)
                .put(bytes(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0))
                .put(bytes(0x88, 0x25, 0, 2, 0, 0, 0, 16, 0, 0, 0, 38))
                .putInt(0)
                .put(ascii("GPS 52.52N13.40E"))
                .array();
    }

    /** Inserts a chunk behind the header of a PNG. */
    static byte[] withChunk(byte[] png, byte[] chunk) {
        return concat(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    static byte[] chunk(String type, byte... data) {
        CRC32 checksum = new CRC32();
        checksum.update(ascii(type));
        checksum.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(ascii(type))
                .put(data)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** A PNG with any size in its header and any decompressed pixels. */
    static byte[] png(int width, int height, byte[] compressedPixels) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(bytes(8, 2, 0, 0, 0))
                .array();
        return concat(
                bytes(0x89),
                ascii("PNG\r\n\u001a\n"),
                chunk("IHDR", header),
                chunk("IDAT", compressedPixels),
                chunk("IEND"));
    }

    /** Compressed zeros. */
    static byte[] zeros(int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(9))) {
            byte[] block = new byte[1 << 16];
            for (int left = count; left > 0; left -= block.length) {
                out.write(block, 0, Math.min(left, block.length));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    static Path write(Path folder, byte[] bytes) {
        try {
            return Files.write(folder.resolve("upload"), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads with the readers of the JDK. */
    static BufferedImage read(Path file) {
        try {
            return ImageIO.read(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
