package social.skein.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** How a fact is written in the outbox and in Kafka: JSON that names the fact and its version. */
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
            throw new IllegalArgumentException(fact + " cannot be written as JSON", impossible);
        }
    }

    /** Reads a fact; an {@link IllegalArgumentException} says why the text is none. */
    public static Fact decode(String text) {
        try {
            return MAPPER.readValue(text, Fact.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "not a fact this version knows: " + malformed.getOriginalMessage(), malformed);
        }
    }
}
