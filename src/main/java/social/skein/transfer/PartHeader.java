package social.skein.transfer;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload.ParameterParser;

/**
 * The header of one part of a multipart form.
 *
 * @param name the field; empty for a part that is not part of a form
 * @param fileName as the client sent it, perhaps with folders; empty for a text field
 * @param contentType as the client claims it
 */
record PartHeader(Optional<String> name, Optional<String> fileName, Optional<String> contentType) {
    /** Room for a name, a file name and a type; no real client sends more. */
    static final int MAX_BYTES = 4_096;

    private static final String DISPOSITION = "content-disposition:";
    private static final String TYPE = "content-type:";

    static PartHeader parse(String head) {
        Map<String, String> disposition =
                line(head, DISPOSITION).map(PartHeader::parameters).orElse(Map.of());
        Optional<String> fileName = disposition.containsKey("filename")
                ? Optional.of(Optional.ofNullable(disposition.get("filename")).orElse(""))
                : Optional.empty();
        return new PartHeader(Optional.ofNullable(disposition.get("name")), fileName, line(head, TYPE));
    }

    boolean isText() {
        return name.isPresent() && fileName.isEmpty();
    }

    /** A browser sends a file that was not chosen as a part with neither a file name nor content. */
    boolean isFile(long bytes) {
        return name.isPresent()
                && fileName.isPresent()
                && (bytes > 0 || !fileName.get().isEmpty());
    }

    private static Optional<String> line(String head, String prefix) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
                .findFirst()
                .map(line -> line.substring(prefix.length()).strip());
    }

    /** The parameters of a header, such as {@code name} and {@code boundary}, with names in lower case. */
    static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }
}
