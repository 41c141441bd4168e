package social.skein.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every instance of the cluster, this one too, that something may be worth a look. Delivery is not promised. */
public final class Hints {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private final Vertx vertx;

    public Hints(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> void publish(Hint<T> hint, T record) {
        try {
            vertx.eventBus().publish(hint.address(), MAPPER.writeValueAsString(record));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(record + " cannot be written as JSON", impossible);
        }
    }

    /** Calls {@code listener} for each hint of this kind, on the caller's context, until the future's consumer is undone. */
    public <T> Future<MessageConsumer<String>> listen(Hint<T> hint, Consumer<T> listener) {
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            try {
                listener.accept(MAPPER.readValue(message.body(), hint.type()));
            } catch (JsonProcessingException foreign) {
                LOG.warn("A hint on {} could not be read and was left out: {}", hint.address(), foreign.getMessage());
            }
        });
        return consumer.completion().map(consumer);
    }
}
