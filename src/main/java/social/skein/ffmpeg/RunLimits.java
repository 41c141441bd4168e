package social.skein.ffmpeg;

import java.time.Duration;

/**
 * The limits of each run of ffmpeg or ffprobe.
 *
 * @param conversionTime after which a conversion is killed; also its limit of processor time, times {@code threads}
 * @param probeTime after which a run of ffprobe is killed
 * @param memoryBytes of address space, of which the libraries of a shared build take up to 250 MB; not enforced on macOS
 * @param outputBytes the size of any file written
 * @param threads of each decoder, filter and encoder
 */
public record RunLimits(Duration conversionTime, Duration probeTime, long memoryBytes, long outputBytes, int threads) {

    /** Enough for 20 minutes of Full HD on one core. */
    public static RunLimits ofServer() {
        return new RunLimits(Duration.ofMinutes(20), Duration.ofSeconds(10), 2L << 30, 128L << 20, 2);
    }

    /** Of ffprobe, which prints a few kilobytes. */
    RunLimits ofProbe() {
        return new RunLimits(probeTime, probeTime, memoryBytes, 1 << 20, 1);
    }
}
