package social.skein.ffmpeg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of ffprobe. Members are absent if ffprobe does not know them; most numbers are strings. */
record FfprobeOutput(
        @Nullable List<Stream> streams, @Nullable Format format) {

    record Format(@Nullable String duration, @Nullable String bitRate) {}

    record Stream(
            int index,
            @Nullable String codecName,
            @Nullable String codecType,
            int width,
            int height,
            @Nullable String sampleAspectRatio,
            @Nullable String pixFmt,
            @Nullable String avgFrameRate,
            @Nullable String rFrameRate,
            @Nullable String sampleRate,
            int channels,
            @Nullable String duration,
            @Nullable String bitRate,
            @Nullable String nbFrames,
            @Nullable String nbReadPackets,
            @Nullable Disposition disposition,
            @Nullable List<SideData> sideDataList) {

        boolean is(String type) {
            return type.equals(codecType);
        }

        String codec() {
            return codecName == null ? "unknown" : codecName.toLowerCase(Locale.ROOT);
        }

        boolean hasSize() {
            return width > 0 && height > 0;
        }

        boolean isPicture() {
            return disposition != null && (disposition.attachedPic() == 1 || disposition.timedThumbnails() == 1);
        }

        /** Whether the picture is displayed a quarter turn from how it is stored. */
        boolean isTurned() {
            return Optional.ofNullable(sideDataList).stream()
                    .flatMap(List::stream)
                    .anyMatch(data -> Math.abs(Math.round(data.rotation())) % 180 == 90);
        }
    }

    record Disposition(int attachedPic, int timedThumbnails) {}

    record SideData(double rotation) {}
}
