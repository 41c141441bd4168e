package social.skein.image;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes lossless WebP pictures and the transparency of others (RFC 9649, section 3). Unlike the library that decodes
 * lossy ones, it bounds the transforms and the codes, of which a small file can otherwise demand any number.
 */
final class LosslessWebpDecoder {
    /** The usual encoder divides a picture into at most 2,600 blocks. Each group takes some kilobytes. */
    private static final int MAX_GROUPS = 8_192;

    private static final int MAX_CACHE_BITS = 11;
    private static final int LENGTH_CODES = 24;
    private static final int[] ALPHABETS = {256 + LENGTH_CODES, 256, 256, 256, 40};
    private static final int NEAR_DISTANCES = 120;

    /** Distances to pixels nearby: the rows above in the high four bits, 8 minus the columns to the left in the low. */
    private static final byte[] NEAR = HexFormat.of()
            .parseHex("1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c035759131d565a232d"
                    + "444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f646c424e767a212f757b313f636d525e"
                    + "00747c414f1020626e30737d515f40727e616f50717f6070");

    private final LosslessBits bits;

    LosslessWebpDecoder(PieceInputStream in) {
        this.bits = new LosslessBits(in);
    }

    /** The codes by which a block of the picture is compressed. */
    private record Group(PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {}

    /**
     * Decodes the pixels that follow the size of the picture.
     *
     * @return alpha, red, green and blue of each pixel, row by row
     */
    int[] decode(PixelSize size) throws IOException {
        Deque<LosslessTransform> transforms = new ArrayDeque<>();
        int width = size.width();
        while (bits.readFlag()) {
            LosslessTransform transform = readTransform(width, size.height());
            if (transforms.stream().anyMatch(earlier -> earlier.type() == transform.type())) {
                throw InvalidImageException.corrupt("the picture is damaged: its pixels are transformed twice");
            }
            transforms.push(transform);
            width = transform.type() == LosslessTransform.PALETTE
                    ? LosslessTransform.blocks(width, transform.sizeBits())
                    : width;
        }
        int[] pixels = readPixels(width, size.height(), true);
        for (LosslessTransform transform : transforms) {
            pixels = transform.inverse(pixels, size.height());
        }
        return pixels;
    }

    private LosslessTransform readTransform(int width, int height) throws IOException {
        int type = bits.read(2);
        if (type == LosslessTransform.SUBTRACT_GREEN) {
            return new LosslessTransform(type, width, 0, new int[0]);
        }
        if (type == LosslessTransform.PALETTE) {
            int colors = bits.read(8) + 1;
            int[] palette = readPixels(colors, 1, false);
            for (int i = 1; i < colors; i++) {
                palette[i] = LosslessTransform.sum(palette[i], palette[i - 1]);
            }
            return new LosslessTransform(type, width, colors > 16 ? 0 : colors > 4 ? 1 : colors > 2 ? 2 : 3, palette);
        }
        int sizeBits = bits.read(3) + 2;
        int[] blocks = readPixels(
                LosslessTransform.blocks(width, sizeBits), LosslessTransform.blocks(height, sizeBits), false);
        return new LosslessTransform(type, width, sizeBits, blocks);
    }

    private int[] readPixels(int width, int height, boolean isPicture) throws IOException {
        int cacheBits = bits.readFlag() ? bits.read(4) : 0;
        if (cacheBits > MAX_CACHE_BITS) {
            throw InvalidImageException.corrupt("the picture is damaged: its cache of colours is too large");
        }
        int blockBits = 0;
        int[] blocks = {};
        int groups = 1;
        if (isPicture && bits.readFlag()) {
            blockBits = bits.read(3) + 2;
            blocks = readPixels(
                    LosslessTransform.blocks(width, blockBits), LosslessTransform.blocks(height, blockBits), false);
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = blocks[i] >> 8 & 0xffff;
                groups = Math.max(groups, blocks[i] + 1);
            }
        }
        if (groups > MAX_GROUPS) {
            throw InvalidImageException.corrupt("the picture is damaged: it has too many codes");
        }
        Group[] codes = new Group[groups];
        for (int i = 0; i < groups; i++) {
            codes[i] = readGroup(cacheBits);
        }
        return readPixels(width, new int[width * height], new Blocks(codes, blocks, width, blockBits), cacheBits);
    }

    private Group readGroup(int cacheBits) throws IOException {
        PrefixCode[] codes = new PrefixCode[ALPHABETS.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = PrefixCode.read(bits, ALPHABETS[i] + (i == 0 && cacheBits > 0 ? 1 << cacheBits : 0));
        }
        return new Group(codes[0], codes[1], codes[2], codes[3], codes[4]);
    }

    /** Which codes apply where. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Blocks(Group[] groups, int[] numbers, int width, int bits) {
        Group at(int pixel) {
            if (numbers.length == 0) {
                return groups[0];
            }
            int row = (pixel / width) >> bits;
            return groups[numbers[row * LosslessTransform.blocks(width, bits) + (pixel % width >> bits)]];
        }
    }

    private int[] readPixels(int width, int[] pixels, Blocks blocks, int cacheBits) throws IOException {
        int[] cache = cacheBits == 0 ? null : new int[1 << cacheBits];
        int mask = blocks.numbers().length == 0 ? -1 : (1 << blocks.bits()) - 1;
        int column = 0;
        Group group = blocks.groups()[0];
        for (int i = 0; i < pixels.length; ) {
            if ((column & mask) == 0) {
                group = blocks.at(i);
            }
            int code = group.green().readSymbol(bits);
            int end = i + 1;
            if (code < 256) {
                int red = group.red().readSymbol(bits);
                int blue = group.blue().readSymbol(bits);
                pixels[i] = group.alpha().readSymbol(bits) << 24 | red << 16 | code << 8 | blue;
            } else if (code < 256 + LENGTH_CODES) {
                end = i + copy(pixels, i, code - 256, group, width);
                group = end < pixels.length ? blocks.at(end) : group;
            } else {
                pixels[i] = cached(cache, code - 256 - LENGTH_CODES);
            }
            column = (column + end - i) % width;
            for (; i < end; i++) {
                if (cache != null) {
                    cache[(pixels[i] * 0x1e35a7bd) >>> (32 - cacheBits)] = pixels[i];
                }
            }
        }
        return pixels;
    }

    private static int cached(int @Nullable [] cache, int index) {
        if (cache == null) {
            throw InvalidImageException.corrupt("the picture is damaged: it has no cache of colours");
        }
        return cache[index];
    }

    /** Repeats earlier pixels, and returns how many. */
    private int copy(int[] pixels, int at, int lengthCode, Group group, int width) throws IOException {
        int length = number(lengthCode);
        int distance = number(group.distance().readSymbol(bits));
        if (distance > NEAR_DISTANCES) {
            distance -= NEAR_DISTANCES;
        } else {
            int near = NEAR[distance - 1];
            distance = Math.max(1, (near >> 4) * width + 8 - (near & 0xf));
        }
        if (distance > at || length > pixels.length - at) {
            throw InvalidImageException.corrupt("the picture is damaged: it repeats pixels outside of it");
        }
        for (int i = at; i < at + length; i++) {
            pixels[i] = pixels[i - distance];
        }
        return length;
    }

    private int number(int code) throws IOException {
        if (code < 4) {
            return code + 1;
        }
        int extraBits = (code - 2) >> 1;
        return ((2 + (code & 1)) << extraBits) + bits.read(extraBits) + 1;
    }
}
