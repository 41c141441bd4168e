package social.skein.ffmpeg;

/** A container format, recognized by its first bytes. Each is read by exactly one demuxer of ffmpeg, named here. */
public enum Container {
    /** MP4, M4A and 3GP. */
    MP4("mov"),
    QUICKTIME("mov"),
    WEBM("matroska"),
    MATROSKA("matroska"),
    OGG("ogg"),
    MP3("mp3"),
    FLAC("flac"),
    WAV("wav"),
    /** AAC in ADTS frames. */
    ADTS("aac"),
    GIF("gif"),
    AVIF("mov"),
    HEIC("mov");

    private final String demuxer;

    Container(String demuxer) {
        this.demuxer = demuxer;
    }

    String demuxer() {
        return demuxer;
    }

    boolean isPicture() {
        return this == AVIF || this == HEIC;
    }

    /** Whether the file states its duration. Those of the others are estimates from the bit rate. */
    boolean hasExactDuration() {
        return switch (this) {
            case MP4, QUICKTIME, WEBM, MATROSKA, FLAC, WAV -> true;
            case OGG, MP3, ADTS, GIF, AVIF, HEIC -> false;
        };
    }

    /** The media type of a file of this container; picture and sound of MP4, WebM and Ogg have different ones. */
    String mimeType(boolean hasVideo) {
        String kind = hasVideo ? "video/" : "audio/";
        return switch (this) {
            case MP4 -> kind + "mp4";
            case QUICKTIME -> hasVideo ? "video/quicktime" : "audio/mp4";
            case WEBM -> kind + "webm";
            case MATROSKA -> kind + "x-matroska";
            case OGG -> kind + "ogg";
            case MP3 -> "audio/mpeg";
            case FLAC -> "audio/flac";
            case WAV -> "audio/wav";
            case ADTS -> "audio/aac";
            case GIF -> "image/gif";
            case AVIF -> "image/avif";
            case HEIC -> "image/heic";
        };
    }
}
