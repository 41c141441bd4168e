package social.skein.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private static final String NUMBER = "number";

    private final String self = UUID.randomUUID().toString();
    private final Map<String, Kept<?>> kept = new ConcurrentHashMap<>();
    private final Map<String, List<Function<Object, Future<Void>>>> first = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> sent = new ConcurrentHashMap<>();
    private final Set<String> counted = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Set<String>>> losers = new CopyOnWriteArrayList<>();
    private final Tally tally = new Tally();
    private final Vertx vertx;

    public Hints(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Those in this process who keep something that hints of a kind make stale. */
    private record Kept<T>(List<Consumer<T>> here, List<Consumer<T>> elsewhere, Promise<Void> heard) {}

    public <T> void publish(Hint<T> hint, T record) {
        List<Future<Void>> before = first.getOrDefault(hint.address(), List.of()).stream()
                .map(preparation -> preparation.apply(record))
                .toList();
        kept(hint).ifPresent(known -> known.here.forEach(keeper -> keeper.accept(record)));
        String text = written(record);
        if (before.stream().allMatch(Future::succeeded)) {
            send(hint, text);
        } else {
            Future.join(before).onComplete(prepared -> send(hint, text));
        }
    }

    private static String written(Object record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(record + " cannot be written as JSON", impossible);
        }
    }

    private void send(Hint<?> hint, String text) {
        long number =
                sent.computeIfAbsent(hint.address(), first -> new AtomicLong()).incrementAndGet();
        vertx.eventBus()
                .publish(
                        hint.address(),
                        text,
                        new DeliveryOptions().addHeader(FROM, self).addHeader(NUMBER, Long.toString(number)));
    }

    /**
     * For what must have been done with a hint that this process publishes before any other hears of it, whether it succeeds
     * or not. It is begun before those who keep something here are told.
     */
    @SuppressWarnings("unchecked") // published under the address of the same hint
    public <T> void first(Hint<T> hint, Function<T, Future<Void>> preparation) {
        first.computeIfAbsent(hint.address(), none -> new CopyOnWriteArrayList<>())
                .add((Function<Object, Future<Void>>) (Function<?, Future<Void>>) preparation);
    }

    /**
     * For whoever keeps something in memory that a hint makes stale: {@code here} is called for what is published in this
     * process, on the publisher's thread and before it goes on, so that people meet what they have just done;
     * {@code elsewhere} for what other processes publish, when the bus brings it.
     */
    public <T> Future<Void> keep(Hint<T> hint, Consumer<T> here, Consumer<T> elsewhere) {
        kept.computeIfAbsent(hint.address(), first -> hearing(hint));
        Kept<T> all = kept(hint).orElseThrow();
        all.here.add(here);
        all.elsewhere.add(elsewhere);
        return all.heard.future();
    }

    /** One consumer for all: each that the bus knows costs it a message to another thread. */
    private <T> Kept<T> hearing(Hint<T> hint) {
        Kept<T> all = new Kept<>(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), Promise.promise());
        boolean counts = counted.add(hint.address());
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            if (!self.equals(message.headers().get(FROM))) {
                count(counts, hint, message);
                read(hint, message.body(), record -> all.elsewhere.forEach(keeper -> keeper.accept(record)));
            }
        });
        consumer.completion().onComplete(all.heard);
        return all;
    }

    @SuppressWarnings("unchecked") // put there under the address of the same hint
    private <T> Optional<Kept<T>> kept(Hint<T> hint) {
        return Optional.ofNullable((Kept<T>) kept.get(hint.address()));
    }

    /** The same where it makes no difference who published it. */
    public <T> Future<Void> keep(Hint<T> hint, Consumer<T> listener) {
        return keep(hint, listener, listener);
    }

    /** Calls {@code listener} on the caller's context after hints of this kind, once for all that came before it could run. */
    public <T> Future<Void> wake(Hint<T> hint, Runnable listener) {
        Context context = vertx.getOrCreateContext();
        AtomicBoolean due = new AtomicBoolean();
        return keep(hint, record -> {
            if (due.compareAndSet(false, true)) {
                context.runOnContext(now -> {
                    due.set(false);
                    listener.run();
                });
            }
        });
    }

    /** Calls {@code listener} for each hint of this kind, on the caller's context, until the future's consumer is undone. */
    public <T> Future<MessageConsumer<String>> listen(Hint<T> hint, Consumer<T> listener) {
        boolean counts = counted.add(hint.address());
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            count(counts, hint, message);
            read(hint, message.body(), listener);
        });
        return consumer.completion().map(consumer);
    }

    /**
     * Calls {@code listener} on the caller's context when it turns out that hints of these kinds were sent by other processes
     * and never came.
     */
    public void whenLost(Set<Hint<?>> kinds, Runnable listener) {
        Context context = vertx.getOrCreateContext();
        Set<String> addresses = kinds.stream().map(Hint::address).collect(Collectors.toUnmodifiableSet());
        losers.add(lost -> {
            if (!Collections.disjoint(addresses, lost)) {
                context.runOnContext(now -> listener.run());
            }
        });
    }

    void lost(Set<String> addresses) {
        losers.forEach(loser -> loser.accept(addresses));
    }

    /** One of an address' listeners counts for all. */
    private void count(boolean counts, Hint<?> hint, Message<String> message) {
        String from = message.headers().get(FROM);
        String number = message.headers().get(NUMBER);
        if (counts && from != null && number != null && !from.equals(self)) {
            tally.arrived(from, hint.address(), Long.parseLong(number));
        }
    }

    /** What this process has sent so far. */
    Heartbeat sent() {
        return new Heartbeat(
                self,
                sent.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().get())));
    }

    /** What is listened to here. */
    Set<String> addresses() {
        return counted;
    }

    Tally tally() {
        return tally;
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
