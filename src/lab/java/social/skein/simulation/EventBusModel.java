package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model of the event bus: messages are delayed, reordered and sometimes lost. */
final class EventBusModel {
    private final VirtualTime time;
    private final NetworkModel network;
    private final List<BusListener> listeners = new ArrayList<>();

    EventBusModel(VirtualTime time, NetworkModel network) {
        this.time = time;
        this.network = network;
    }

    private record BusListener(SimulatedProcess process, String address, Handler<Message<String>> handler) {}

    EventBus forProcess(SimulatedProcess process) {
        return InterfaceStub.create(
                EventBus.class,
                Map.of(
                        "publish",
                        args -> publish((String) args[0], (String) args[1], (DeliveryOptions) args[2]),
                        "consumer",
                        args -> subscribe(process, (String) args[0], args[1])));
    }

    private @Nullable Object publish(String address, String body, DeliveryOptions options) {
        for (BusListener listener : listeners) {
            if (listener.address.equals(address)
                    && listener.process.isAlive()
                    && !network.drops(NetworkModel.Remote.BUS)) {
                time.scheduleAt(
                        time.now() + network.latency(),
                        listener.process,
                        () -> listener.handler.handle(message(body, options)));
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Message<String> message(String body, DeliveryOptions options) {
        return InterfaceStub.create(
                Message.class, Map.of("body", args -> body, "headers", args -> options.getHeaders()));
    }

    @SuppressWarnings("unchecked")
    private MessageConsumer<String> subscribe(SimulatedProcess process, String address, Object handler) {
        listeners.add(new BusListener(process, address, (Handler<Message<String>>) handler));
        return InterfaceStub.create(MessageConsumer.class, Map.of("completion", args -> Future.succeededFuture()));
    }
}
