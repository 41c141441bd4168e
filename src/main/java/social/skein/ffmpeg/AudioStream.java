package social.skein.ffmpeg;

/**
 * The sound of a file.
 *
 * @param index of the stream in the file
 * @param codec ffmpeg's name, for instance "aac"
 * @param sampleRate samples per second
 * @param bitRate bits per second, 0 if unknown
 */
public record AudioStream(int index, String codec, int channels, int sampleRate, long bitRate) {}
