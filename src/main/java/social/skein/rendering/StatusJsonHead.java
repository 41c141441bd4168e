package social.skein.rendering;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import social.skein.http.Json;

/** The first members of a status in JSON: those that are the same for all viewers. */
record StatusJsonHead(
        @JsonUnwrapped StatusView.Body body, @JsonUnwrapped StatusView.Counts counts) {

    /** The JSON without the closing brace. */
    static byte[] write(StatusView.Body body, StatusView.Counts counts) {
        byte[] whole = Json.encodeToBuffer(new StatusJsonHead(body, counts)).getBytes();
        return Arrays.copyOf(whole, whole.length - 1);
    }
}
