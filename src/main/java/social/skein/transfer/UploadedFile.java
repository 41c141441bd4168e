package social.skein.transfer;

import java.nio.file.Path;

/**
 * A file of a multipart form. It is deleted when the response has ended or the client has disconnected, unless the
 * handler moves it.
 *
 * @param path where it is stored, with permissions only for this process' user
 * @param fileName the name that the client claims, without folders; may be empty
 * @param contentType the type that the client claims; empty if it claims none
 */
public record UploadedFile(Path path, String fileName, String contentType, long bytes) {}
