package social.skein.ffmpeg;

/** Width and height in pixels, and how they are scaled down. */
record FrameSize(int width, int height) {
    /** Of an encoded video or picture. Encoders of H.264 end at 16,384. */
    private static final int MAX_EDGE = 4_096;

    /** At most this many pixels, with the same aspect ratio and even edges, as 4:2:0 needs. */
    FrameSize fitPixels(long maxPixels) {
        double scale = Math.min(Math.sqrt((double) maxPixels / ((double) width * height)), edgeScale(MAX_EDGE));
        return new FrameSize(even(width * Math.min(1, scale)), even(height * Math.min(1, scale)));
    }

    /** Both edges at most this long, with the same aspect ratio. */
    FrameSize fitEdge(int maxEdge) {
        double scale = Math.min(1, edgeScale(maxEdge));
        return new FrameSize(
                (int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
    }

    private double edgeScale(int maxEdge) {
        return (double) maxEdge / Math.max(width, height);
    }

    private static int even(double length) {
        return Math.max(2, (int) length & ~1);
    }
}
