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
public final class HintBus {
    private static final Logger LOG = LoggerFactory.getLogger(HintBus.class);
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String FROM = "from";
    private static final String SEQUENCE = "number";

    private final String processId = UUID.randomUUID().toString();
    private final Map<String, Subscribers<?>> subscribers = new ConcurrentHashMap<>();
    private final Map<String, List<Function<Object, Future<Void>>>> beforePublish = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> sent = new ConcurrentHashMap<>();
    private final Set<String> trackedAddresses = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Set<String>>> lossListeners = new CopyOnWriteArrayList<>();
    private final HintLossDetector lossDetector = new HintLossDetector();
    private final Vertx vertx;

    public HintBus(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Those in this process who keep something that hints of a kind make stale. */
    private record Subscribers<T>(List<Consumer<T>> local, List<Consumer<T>> remote, Promise<Void> registered) {}

    public <T> void publish(Hint<T> hint, T record) {
        List<Future<Void>> before = beforePublish.getOrDefault(hint.address(), List.of()).stream()
                .map(preparation -> preparation.apply(record))
                .toList();
        subscribersOf(hint).ifPresent(known -> known.local.forEach(keeper -> keeper.accept(record)));
        String text = toJson(record);
        if (before.stream().allMatch(Future::succeeded)) {
            send(hint, text);
        } else {
            Future.join(before).onComplete(prepared -> send(hint, text));
        }
    }

    private static String toJson(Object record) {
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
                        new DeliveryOptions().addHeader(FROM, processId).addHeader(SEQUENCE, Long.toString(number)));
    }

    /**
     * For what must have been done with a hint that this process publishes before any other hears of it, whether it succeeds
     * or not. It is begun before those who keep something here are told.
     */
    @SuppressWarnings("unchecked") // published under the address of the same hint
    public <T> void beforePublish(Hint<T> hint, Function<T, Future<Void>> preparation) {
        beforePublish
                .computeIfAbsent(hint.address(), none -> new CopyOnWriteArrayList<>())
                .add((Function<Object, Future<Void>>) (Function<?, Future<Void>>) preparation);
    }

    /**
     * For whoever keeps something in memory that a hint makes stale: {@code here} is called for what is published in this
     * process, on the publisher's thread and before it goes on, so that people meet what they have just done;
     * {@code elsewhere} for what other processes publish, when the bus brings it.
     */
    public <T> Future<Void> subscribe(Hint<T> hint, Consumer<T> local, Consumer<T> remote) {
        subscribers.computeIfAbsent(hint.address(), first -> register(hint));
        Subscribers<T> all = subscribersOf(hint).orElseThrow();
        all.local.add(local);
        all.remote.add(remote);
        return all.registered.future();
    }

    /** One consumer for all: each that the bus knows costs it a message to another thread. */
    private <T> Subscribers<T> register(Hint<T> hint) {
        Subscribers<T> all =
                new Subscribers<>(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), Promise.promise());
        boolean counts = trackedAddresses.add(hint.address());
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            if (!processId.equals(message.headers().get(FROM))) {
                trackArrival(counts, hint, message);
                decode(hint, message.body(), record -> all.remote.forEach(keeper -> keeper.accept(record)));
            }
        });
        consumer.completion().onComplete(all.registered);
        return all;
    }

    @SuppressWarnings("unchecked") // put there under the address of the same hint
    private <T> Optional<Subscribers<T>> subscribersOf(Hint<T> hint) {
        return Optional.ofNullable((Subscribers<T>) subscribers.get(hint.address()));
    }

    /** The same where it makes no difference who published it. */
    public <T> Future<Void> subscribe(Hint<T> hint, Consumer<T> listener) {
        return subscribe(hint, listener, listener);
    }

    /** Calls {@code listener} on the caller's context after hints of this kind, once for all that came before it could run. */
    public <T> Future<Void> subscribeCoalesced(Hint<T> hint, Runnable listener) {
        Context context = vertx.getOrCreateContext();
        AtomicBoolean due = new AtomicBoolean();
        return subscribe(hint, record -> {
            if (due.compareAndSet(false, true)) {
                context.runOnContext(now -> {
                    due.set(false);
                    listener.run();
                });
            }
        });
    }

    /** Calls {@code listener} for each hint of this kind, on the caller's context, until the future's consumer is undone. */
    public <T> Future<MessageConsumer<String>> subscribeOnContext(Hint<T> hint, Consumer<T> listener) {
        boolean counts = trackedAddresses.add(hint.address());
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            trackArrival(counts, hint, message);
            decode(hint, message.body(), listener);
        });
        return consumer.completion().map(consumer);
    }

    /**
     * Calls {@code listener} on the caller's context when it turns out that hints of these kinds were sent by other processes
     * and never came.
     */
    public void onLost(Set<Hint<?>> hints, Runnable listener) {
        Context context = vertx.getOrCreateContext();
        Set<String> addresses = hints.stream().map(Hint::address).collect(Collectors.toUnmodifiableSet());
        lossListeners.add(lost -> {
            if (!Collections.disjoint(addresses, lost)) {
                context.runOnContext(now -> listener.run());
            }
        });
    }

    void notifyLost(Set<String> addresses) {
        lossListeners.forEach(loser -> loser.accept(addresses));
    }

    /** One of an address' listeners counts for all. */
    private void trackArrival(boolean tracks, Hint<?> hint, Message<String> message) {
        String from = message.headers().get(FROM);
        String number = message.headers().get(SEQUENCE);
        if (tracks && from != null && number != null && !from.equals(processId)) {
            lossDetector.onArrival(from, hint.address(), Long.parseLong(number));
        }
    }

    /** What this process has sent so far. */
    Heartbeat heartbeat() {
        return new Heartbeat(
                processId,
                sent.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().get())));
    }

    /** What is listened to here. */
    Set<String> trackedAddresses() {
        return trackedAddresses;
    }

    HintLossDetector lossDetector() {
        return lossDetector;
    }

    private static <T> void decode(Hint<T> hint, String body, Consumer<T> listener) {
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
