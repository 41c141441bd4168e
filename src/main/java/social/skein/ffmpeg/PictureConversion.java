package social.skein.ffmpeg;

import java.util.ArrayList;
import java.util.List;

/** The conversion of the first frame of a stream to a picture. */
final class PictureConversion {
    private PictureConversion() {}

    /** Scaled to exactly this size. */
    static Conversion toPicture(int stream, FrameSize size, PosterFormat format, String name) {
        String scale = "scale=" + size.width() + ":" + size.height();
        List<String> options = new ArrayList<>(
                List.of("-map", "0:" + stream, "-frames:v", "1", "-vf", scale + ",setsar=1", "-flags", "+bitexact"));
        options.addAll(format.encoder());
        options.addAll(List.of("-f", "image2", "-update", "1"));
        return new Conversion(name + "." + format.extension(), options);
    }
}
