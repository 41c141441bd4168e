package social.skein.ffmpeg;

/**
 * How a run ended.
 *
 * @param exitCode 128 plus the signal if it was killed
 * @param timedOut whether it was killed by its time limit
 * @param output what it printed to stdout
 * @param errors the last 4 KB of stderr
 */
record RunOutcome(int exitCode, boolean timedOut, String output, String errors) {

    boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
