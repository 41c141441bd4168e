package social.skein.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** Encodes facts for the outbox and Kafka, as JSON that names the fact and its version. */
public final class FactCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private FactCodec() {}

    public static String encode(Fact fact) {
        try {
            return MAPPER.writerFor(Fact.class).writeValueAsString(fact);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(fact + " cannot be encoded as JSON", impossible);
        }
    }

    /**
     * Decodes a fact.
     *
     * @throws IllegalArgumentException if the text is not a fact that this version knows
     */
    public static Fact decode(String text) {
        try {
            return MAPPER.readValue(text, Fact.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "not a fact that this version knows: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
