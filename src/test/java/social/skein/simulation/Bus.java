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

/** The event bus of all processes: late, out of order, and now and then not at all. */
final class Bus {
    private final Time time;
    private final Weather weather;
    private final List<Ear> ears = new ArrayList<>();

    Bus(Time time, Weather weather) {
        this.time = time;
        this.weather = weather;
    }

    private record Ear(Process process, String address, Handler<Message<String>> handler) {}

    EventBus of(Process process) {
        return StandIn.of(
                EventBus.class,
                Map.of(
                        "publish",
                        args -> publish((String) args[0], (String) args[1], (DeliveryOptions) args[2]),
                        "consumer",
                        args -> listen(process, (String) args[0], args[1])));
    }

    private @Nullable Object publish(String address, String body, DeliveryOptions options) {
        for (Ear ear : ears) {
            if (ear.address.equals(address) && ear.process.isAlive() && !weather.loses(Weather.Place.BUS)) {
                time.at(time.now() + weather.delay(), ear.process, () -> ear.handler.handle(message(body, options)));
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static Message<String> message(String body, DeliveryOptions options) {
        return StandIn.of(Message.class, Map.of("body", args -> body, "headers", args -> options.getHeaders()));
    }

    @SuppressWarnings("unchecked")
    private MessageConsumer<String> listen(Process process, String address, Object handler) {
        ears.add(new Ear(process, address, (Handler<Message<String>>) handler));
        return StandIn.of(MessageConsumer.class, Map.of("completion", args -> Future.succeededFuture()));
    }
}
