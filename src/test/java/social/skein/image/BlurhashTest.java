package social.skein.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Tests that hashes are those of other implementations, and decode to a blurred picture. */
class BlurhashTest {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    @Test
    void a_plain_picture_has_the_known_hash() {
        assertThat(Blurhash.encode(plain(90, 60, 0xff000000))).isEqualTo("L00000fQfQfQfQfQfQfQfQfQfQfQ");
        assertThat(Blurhash.encode(plain(10, 10, 0xff000000), 1, 1)).isEqualTo("000000");
        assertThat(Blurhash.encode(plain(10, 10, 0xffffffff), 1, 1)).isEqualTo("00TSUA");
    }

    @Test
    void the_components_follow_the_aspect() {
        assertThat(Blurhash.encode(plain(90, 60, 0xff112233))).startsWith("L").hasSize(28);
        assertThat(Blurhash.encode(plain(60, 90, 0xff112233))).startsWith("T").hasSize(28);
        assertThat(Blurhash.encode(plain(60, 60, 0xff112233))).startsWith("U").hasSize(36);
    }

    @Test
    void transparent_pixels_count_as_white() {
        assertThat(Blurhash.encode(plain(60, 60, 0x00112233))).isEqualTo(Blurhash.encode(plain(60, 60, 0xffffffff)));
    }

    @Test
    void a_hash_decodes_to_the_colours_of_the_picture() {
        BufferedImage halves = plain(80, 80, 0xffd02010);
        for (int x = 40; x < 80; x++) {
            for (int y = 0; y < 80; y++) {
                halves.setRGB(x, y, 0xff1030c0);
            }
        }
        String hash = Blurhash.encode(halves, 4, 4);
        int[] left = decode(hash, 0.2, 0.5);
        int[] right = decode(hash, 0.8, 0.5);
        assertThat(left[0]).isBetween(180, 240);
        assertThat(left[2]).isLessThan(80);
        assertThat(right[0]).isLessThan(80);
        assertThat(right[2]).isBetween(165, 225);
    }

    @Test
    void components_out_of_range_are_refused() {
        assertThatThrownBy(() -> Blurhash.encode(plain(5, 5, 0), 10, 4)).hasMessageContaining("from 1 to 9");
    }

    private static BufferedImage plain(int width, int height, int color) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_4BYTE_ABGR);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                picture.setRGB(x, y, color);
            }
        }
        return picture;
    }

    private static int[] decode(String hash, double x, double y) {
        int columns = number(hash, 0, 1) % 9 + 1;
        int rows = number(hash, 0, 1) / 9 + 1;
        double max = (number(hash, 1, 2) + 1) / 166.0;
        double[] sum = new double[3];
        for (int i = 0; i < columns * rows; i++) {
            int row = i / columns;
            double basis = Math.cos(Math.PI * x * (i % columns)) * Math.cos(Math.PI * y * row);
            for (int color = 0; color < 3; color++) {
                double factor;
                if (i == 0) {
                    factor = Math.pow((number(hash, 2, 6) >> (16 - 8 * color) & 0xff) / 255.0, 2.2);
                } else {
                    int code = number(hash, 4 + 2 * i, 6 + 2 * i) / (int) Math.pow(19, 2 - color) % 19;
                    factor = Math.signum(code - 9) * Math.pow((code - 9) / 9.0, 2) * max;
                }
                sum[color] += factor * basis;
            }
        }
        int[] rgb = new int[3];
        for (int color = 0; color < 3; color++) {
            rgb[color] = (int) (255 * Math.pow(Math.max(0, Math.min(1, sum[color])), 1 / 2.2));
        }
        return rgb;
    }

    private static int number(String hash, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 83 + DIGITS.indexOf(hash.charAt(i));
        }
        return value;
    }
}
