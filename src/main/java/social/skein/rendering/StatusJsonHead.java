package social.skein.rendering;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Arrays;
import social.skein.http.Json;

/** The members of a status that are so for everybody, which come first in its JSON. */
record StatusJsonHead(
        @JsonUnwrapped StatusView.Body body, @JsonUnwrapped StatusView.Counts counts) {

    /** As JSON, without the brace that ends the object. */
    static byte[] write(StatusView.Body body, StatusView.Counts counts) {
        byte[] whole = Json.encodeToBuffer(new StatusJsonHead(body, counts)).getBytes();
        return Arrays.copyOf(whole, whole.length - 1);
    }
}
