package social.skein.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every instance of the cluster, this one too, that something may be worth a look. Delivery is not promised. */
public final class Hints {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String FROM = "from";

    private final String self = UUID.randomUUID().toString();
    private final Map<String, List<Consumer<Object>>> keepers = new ConcurrentHashMap<>();
    private final Vertx vertx;

    public Hints(Vertx vertx) {
        this.vertx = vertx;
    }

    public <T> void publish(Hint<T> hint, T record) {
        keepers.getOrDefault(hint.address(), List.of()).forEach(keeper -> keeper.accept(record));
        try {
            vertx.eventBus()
                    .publish(
                            hint.address(),
                            MAPPER.writeValueAsString(record),
                            new DeliveryOptions().addHeader(FROM, self));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(record + " cannot be written as JSON", impossible);
        }
    }

    /**
     * For whoever keeps something in memory that a hint makes stale: {@code here} is called for what is published in this
     * process, on the publisher's thread and before it goes on, so that people meet what they have just done;
     * {@code elsewhere} for what other processes publish, when the bus brings it.
     */
    public <T> Future<Void> keep(Hint<T> hint, Consumer<T> here, Consumer<T> elsewhere) {
        keepers.computeIfAbsent(hint.address(), first -> new CopyOnWriteArrayList<>())
                .add(record -> here.accept(hint.type().cast(record)));
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            if (!self.equals(message.headers().get(FROM))) {
                read(hint, message.body(), elsewhere);
            }
        });
        return consumer.completion();
    }

    /** The same where it makes no difference who published it. */
    public <T> Future<Void> keep(Hint<T> hint, Consumer<T> listener) {
        return keep(hint, listener, listener);
    }

    /** Calls {@code listener} for each hint of this kind, on the caller's context, until the future's consumer is undone. */
    public <T> Future<MessageConsumer<String>> listen(Hint<T> hint, Consumer<T> listener) {
        MessageConsumer<String> consumer =
                vertx.eventBus().consumer(hint.address(), message -> read(hint, message.body(), listener));
        return consumer.completion().map(consumer);
    }

    private static <T> void read(Hint<T> hint, String body, Consumer<T> listener) {
        T record;
        try {
            record = MAPPER.readValue(body, hint.type());
        } catch (JsonProcessingException foreign) {
            LOG.warn("A hint on {} could not be read and was left out: {}", hint.address(), foreign.getMessage());
            return;
        }
        listener.accept(record);
    }
}
