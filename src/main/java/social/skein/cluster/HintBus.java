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

/** Publishes hints to all processes of the cluster, including this one. Delivery is best effort. */
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
    private final Set<Future<?>> preparing = ConcurrentHashMap.newKeySet();
    private final List<Consumer<Set<String>>> lossListeners = new CopyOnWriteArrayList<>();
    private final HintLossDetector lossDetector = new HintLossDetector();
    private final Vertx vertx;

    public HintBus(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The subscribers to one kind of hint: to hints of this process, and to those of others. */
    private record Subscribers<T>(List<Consumer<T>> local, List<Consumer<T>> remote, Promise<Void> registered) {}

    public <T> void publish(HintType<T> hint, T record) {
        List<Future<Void>> preparations = beforePublish.getOrDefault(hint.address(), List.of()).stream()
                .map(preparation -> preparation.apply(record))
                .toList();
        subscribersOf(hint).ifPresent(subscribed -> subscribed.local.forEach(subscriber -> subscriber.accept(record)));
        String text = toJson(record);
        if (preparations.stream().allMatch(Future::succeeded)) {
            send(hint, text);
        } else {
            Future<?> prepared = Future.join(preparations);
            preparing.add(prepared);
            prepared.onComplete(done -> {
                preparing.remove(prepared);
                send(hint, text);
            });
        }
    }

    /** Completes when the preparations of all hints published so far are complete, successfully or not. */
    public Future<Void> awaitPreparations() {
        return Future.join(List.copyOf(preparing)).mapEmpty();
    }

    private static String toJson(Object record) {
        try {
            return MAPPER.writeValueAsString(record);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(record + " cannot be written as JSON", impossible);
        }
    }

    private void send(HintType<?> hint, String text) {
        long number =
                sent.computeIfAbsent(hint.address(), absent -> new AtomicLong()).incrementAndGet();
        vertx.eventBus()
                .publish(
                        hint.address(),
                        text,
                        new DeliveryOptions().addHeader(FROM, processId).addHeader(SEQUENCE, Long.toString(number)));
    }

    /**
     * Registers work that must complete, successfully or not, before a hint of this process is sent to other processes.
     * It starts before the local subscribers are called.
     */
    @SuppressWarnings("unchecked") // published under the address of the same hint
    public <T> void beforePublish(HintType<T> hint, Function<T, Future<Void>> preparation) {
        beforePublish
                .computeIfAbsent(hint.address(), absent -> new CopyOnWriteArrayList<>())
                .add((Function<Object, Future<Void>>) (Function<?, Future<Void>>) preparation);
    }

    /**
     * Subscribes to hints, typically to invalidate a cache. {@code local} is called synchronously on the publisher's
     * thread for hints of this process, so that a user's next request sees the change; {@code remote} is called for
     * hints of other processes when they arrive.
     */
    public <T> Future<Void> subscribe(HintType<T> hint, Consumer<T> local, Consumer<T> remote) {
        subscribers.computeIfAbsent(hint.address(), absent -> register(hint));
        Subscribers<T> subscribed = subscribersOf(hint).orElseThrow();
        subscribed.local.add(local);
        subscribed.remote.add(remote);
        return subscribed.registered.future();
    }

    /** One event bus consumer per address, since each costs a hop to another thread per message. */
    private <T> Subscribers<T> register(HintType<T> hint) {
        Subscribers<T> subscribed =
                new Subscribers<>(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(), Promise.promise());
        boolean tracks = trackedAddresses.add(hint.address());
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            if (!processId.equals(message.headers().get(FROM))) {
                trackArrival(tracks, hint, message);
                decode(
                        hint,
                        message.body(),
                        record -> subscribed.remote.forEach(subscriber -> subscriber.accept(record)));
            }
        });
        consumer.completion().onComplete(subscribed.registered);
        return subscribed;
    }

    @SuppressWarnings("unchecked") // put there under the address of the same hint
    private <T> Optional<Subscribers<T>> subscribersOf(HintType<T> hint) {
        return Optional.ofNullable((Subscribers<T>) subscribers.get(hint.address()));
    }

    /** Subscribes to hints of this and of other processes alike. */
    public <T> Future<Void> subscribe(HintType<T> hint, Consumer<T> listener) {
        return subscribe(hint, listener, listener);
    }

    /**
     * Calls {@code listener} on the caller's context after hints of this kind, once for all that arrive before it can
     * run.
     */
    public <T> Future<Void> subscribeCoalesced(HintType<T> hint, Runnable listener) {
        Context context = vertx.getOrCreateContext();
        AtomicBoolean scheduled = new AtomicBoolean();
        return subscribe(hint, record -> {
            if (scheduled.compareAndSet(false, true)) {
                context.runOnContext(entered -> {
                    scheduled.set(false);
                    listener.run();
                });
            }
        });
    }

    /** A subscription of one listener to one kind of hint. */
    @FunctionalInterface
    public interface HintSubscription {
        Future<Void> cancel();
    }

    /** Calls {@code listener} on the caller's context for each hint, until the subscription is cancelled. */
    public <T> Future<HintSubscription> subscribeOnContext(HintType<T> hint, Consumer<T> listener) {
        boolean tracks = trackedAddresses.add(hint.address());
        MessageConsumer<String> consumer = vertx.eventBus().consumer(hint.address(), message -> {
            trackArrival(tracks, hint, message);
            decode(hint, message.body(), listener);
        });
        return consumer.completion().map(registered -> () -> cancel(consumer, tracks));
    }

    private Future<Void> cancel(MessageConsumer<String> consumer, boolean tracks) {
        // Hints that arrive from now on are ignored, not lost.
        if (tracks) {
            trackedAddresses.remove(consumer.address());
        }
        return consumer.unregister();
    }

    /**
     * Calls {@code listener} on the caller's context when hints of these kinds from other processes were lost.
     */
    public void onLost(Set<HintType<?>> hints, Runnable listener) {
        Context context = vertx.getOrCreateContext();
        Set<String> addresses = hints.stream().map(HintType::address).collect(Collectors.toUnmodifiableSet());
        lossListeners.add(lost -> {
            if (!Collections.disjoint(addresses, lost)) {
                context.runOnContext(entered -> listener.run());
            }
        });
    }

    void notifyLost(Set<String> addresses) {
        lossListeners.forEach(listener -> listener.accept(addresses));
    }

    /** Only one consumer per address tracks arrivals, or they would be counted twice. */
    private void trackArrival(boolean tracks, HintType<?> hint, Message<String> message) {
        String from = message.headers().get(FROM);
        String number = message.headers().get(SEQUENCE);
        if (tracks && from != null && number != null && !from.equals(processId)) {
            lossDetector.onArrival(from, hint.address(), Long.parseLong(number));
        }
    }

    /** The heartbeat of this process: the number of hints sent so far. */
    Heartbeat heartbeat() {
        return new Heartbeat(
                processId,
                sent.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().get())));
    }

    /** The addresses this process subscribes to. */
    Set<String> trackedAddresses() {
        return trackedAddresses;
    }

    HintLossDetector lossDetector() {
        return lossDetector;
    }

    private static <T> void decode(HintType<T> hint, String body, Consumer<T> listener) {
        T record;
        try {
            record = MAPPER.readValue(body, hint.type());
        } catch (JsonProcessingException malformed) {
            LOG.warn("Ignored an unreadable hint on {}: {}", hint.address(), malformed.getMessage());
            return;
        }
        listener.accept(record);
    }
}
