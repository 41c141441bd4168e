package social.skein.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The colour profile (ICC) of a camera or a display: a curve for each colour and a matrix. Converts pictures to sRGB. Reads
 * no other kind of profile, so that the profiles of strangers never reach the native library of the JDK.
 */
final class RgbProfile {
    private static final int CURVE = tag("curv");
    private static final int PARAMETRIC_CURVE = tag("para");
    private static final int SIGNATURE_POSITION = 36;
    private static final int COLOR_SPACE_POSITION = 16;
    private static final int TAGS_POSITION = 128;
    private static final int MAX_TAGS = 100;
    private static final int STEPS = 8_192;

    /** From XYZ with the white of D50, which profiles use, to linear sRGB. */
    private static final double[][] FROM_XYZ = {
        {3.1338561, -1.6168667, -0.4906146}, {-0.9787684, 1.9161415, 0.0334540}, {0.0719453, -0.2289914, 1.4052427}
    };

    private final float[][] linear = new float[3][256];
    private final float[][] matrix = new float[3][3];

    private RgbProfile() {}

    /** Reads a profile. Empty if it is sRGB anyway, of another kind, or damaged: then the picture stays as it is. */
    static Optional<RgbProfile> parse(byte[] bytes) {
        try {
            RgbProfile profile = new RgbProfile();
            return profile.read(ByteBuffer.wrap(bytes)) && !profile.isSrgb() ? Optional.of(profile) : Optional.empty();
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private boolean read(ByteBuffer bytes) {
        if (bytes.limit() < TAGS_POSITION
                || bytes.getInt(SIGNATURE_POSITION) != tag("acsp")
                || bytes.getInt(COLOR_SPACE_POSITION) != tag("RGB ")) {
            return false;
        }
        Map<Integer, Integer> positions = new HashMap<>();
        int tags = Math.min(MAX_TAGS, bytes.getInt(TAGS_POSITION));
        for (int i = 0; i < tags; i++) {
            int entry = TAGS_POSITION + 4 + 12 * i;
            positions.put(bytes.getInt(entry), bytes.getInt(entry + 4));
        }
        String colors = "rgb";
        double[][] primaries = new double[3][];
        for (int i = 0; i < 3; i++) {
            Integer primary = positions.get(tag(colors.charAt(i) + "XYZ"));
            Integer curve = positions.get(tag(colors.charAt(i) + "TRC"));
            if (primary == null || curve == null) {
                return false;
            }
            primaries[i] =
                    new double[] {fixed(bytes, primary + 8), fixed(bytes, primary + 12), fixed(bytes, primary + 16)};
            readCurve(bytes, curve, linear[i]);
        }
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += FROM_XYZ[row][i] * primaries[column][i];
                }
                matrix[row][column] = (float) sum;
            }
        }
        return true;
    }

    private static void readCurve(ByteBuffer bytes, int position, float[] linear) {
        int type = bytes.getInt(position);
        if (type == PARAMETRIC_CURVE) {
            readParametricCurve(bytes, position, linear);
        } else if (type == CURVE) {
            readSampledCurve(bytes, position, linear);
        } else {
            throw new IllegalArgumentException("a curve of unknown type");
        }
    }

    private static void readSampledCurve(ByteBuffer bytes, int position, float[] linear) {
        int count = bytes.getInt(position + 8);
        for (int i = 0; i < 256; i++) {
            double value = i / 255.0;
            if (count == 1) {
                value = Math.pow(value, (bytes.getShort(position + 12) & 0xffff) / 256.0);
            } else if (count > 1) {
                double index = value * (count - 1);
                int below = Math.min((int) index, count - 2);
                double low = (bytes.getShort(position + 12 + 2 * below) & 0xffff) / 65_535.0;
                double high = (bytes.getShort(position + 14 + 2 * below) & 0xffff) / 65_535.0;
                value = low + (high - low) * (index - below);
            }
            linear[i] = (float) value;
        }
    }

    /** The names of the parameters are those of the ICC specification, 10.18. */
    private static void readParametricCurve(ByteBuffer bytes, int position, float[] linear) {
        int function = bytes.getShort(position + 8);
        int[] counts = {1, 3, 4, 5, 7};
        double[] p = new double[7];
        for (int i = 0; i < counts[function]; i++) {
            p[i] = fixed(bytes, position + 12 + 4 * i);
        }
        double g = p[0];
        double a = function == 0 ? 1 : p[1];
        double b = p[2];
        double border = function < 3 ? (function == 0 ? 0 : -b / a) : p[4];
        double slope = function < 3 ? 0 : p[3];
        double above = function == 2 ? p[3] : function == 4 ? p[5] : 0;
        double below = function == 2 ? p[3] : function == 4 ? p[6] : 0;
        for (int i = 0; i < 256; i++) {
            double x = i / 255.0;
            linear[i] = (float) (x >= border ? Math.pow(Math.max(0, a * x + b), g) + above : slope * x + below);
        }
    }

    /** Most profiles say sRGB in their own words and numbers. */
    private boolean isSrgb() {
        for (int i = 0; i < 3; i++) {
            for (int value = 0; value < 256; value += 15) {
                if (Math.abs(linear[i][value] - decoded(value / 255.0)) > 0.003) {
                    return false;
                }
            }
            for (int column = 0; column < 3; column++) {
                if (Math.abs(matrix[i][column] - (i == column ? 1 : 0)) > 0.01) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Converts the pixels of a picture of type 3BYTE_BGR or 4BYTE_ABGR in place. */
    void convertToSrgb(BufferedImage picture) {
        byte[] data = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int bands = picture.getRaster().getNumBands();
        byte[] encoded = new byte[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            encoded[i] = (byte) Math.round(255 * encoded((double) i / STEPS));
        }
        for (int at = bands - 3; at < data.length; at += bands) {
            float red = linear[0][data[at + 2] & 0xff];
            float green = linear[1][data[at + 1] & 0xff];
            float blue = linear[2][data[at] & 0xff];
            for (int i = 0; i < 3; i++) {
                float value = matrix[i][0] * red + matrix[i][1] * green + matrix[i][2] * blue;
                int step = (int) (Math.max(0, Math.min(1, value)) * STEPS + 0.5f);
                data[at + 2 - i] = encoded[step];
            }
        }
    }

    private static double decoded(double srgb) {
        return srgb <= 0.04045 ? srgb / 12.92 : Math.pow((srgb + 0.055) / 1.055, 2.4);
    }

    private static double encoded(double linear) {
        return linear <= 0.0031308 ? linear * 12.92 : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }

    private static double fixed(ByteBuffer bytes, int position) {
        return bytes.getInt(position) / 65_536.0;
    }

    private static int tag(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
