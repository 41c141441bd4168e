package social.skein.image;

import java.io.IOException;

/** Code that reads hostile bytes. */
@FunctionalInterface
interface Decoding<T> {
    T run() throws IOException;

    /**
     * Runs the code. Whatever it throws means that the picture is damaged: decoders meet bytes that their authors did not
     * think of with index errors, negative sizes and endless recursion.
     */
    static <T> T guarded(ImageFormat format, Decoding<T> decoding) {
        try {
            return decoding.run();
        } catch (InvalidImageException known) {
            throw known;
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError failure) {
            throw InvalidImageException.corrupt(format, failure);
        }
    }
}
