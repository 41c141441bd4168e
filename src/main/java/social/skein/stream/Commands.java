package social.skein.stream;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.model.Problem;

/** The little protocol of a WebSocket: clients subscribe and unsubscribe, and a mistake is answered and forgiven. */
final class Commands {
    private final Hub hub;
    private final Reader reader;

    Commands(Hub hub, Reader reader) {
        this.hub = hub;
        this.reader = reader;
    }

    /** What a client sends. */
    private record Command(
            @Nullable String type,
            @Nullable String stream,
            @Nullable String tag,
            @Nullable String list) {}

    private record Refusal(String error, int status) {}

    /** What the address asked for, if it did: succeeds once nothing of it is missed, and where it was wrong. */
    Future<Void> begin(Optional<String> stream, String tag, String list) {
        return stream.map(name -> Future.succeededFuture(new Command("subscribe", name, tag, list))
                        .compose(this::apply)
                        .compose(done -> hub.ready(reader))
                        .recover(failure -> failure instanceof Problem && !(failure instanceof Problem.Unavailable)
                                ? refused(failure)
                                : Future.failedFuture(failure)))
                .orElse(Future.succeededFuture());
    }

    /** Obeys a frame, or answers what is wrong with it. */
    Future<Void> obey(String text) {
        return Json.read(text, Command.class)
                .map(command -> Future.succeededFuture(command).compose(this::apply))
                .orElse(Future.failedFuture(new Problem.Malformed("A frame should be a JSON object")))
                .recover(this::refused);
    }

    private Future<Void> apply(Command command) {
        Subscription subscription = Subscription.of(text(command.stream()), text(command.tag()), text(command.list()));
        return switch (text(command.type())) {
            case "subscribe" ->
                hub.check(reader.viewer(), subscription).map(may -> {
                    hub.subscribe(reader, subscription);
                    return null;
                });
            case "unsubscribe" -> {
                hub.unsubscribe(reader, subscription);
                yield Future.succeededFuture();
            }
            default -> throw new Problem.Malformed("The type of a frame should be subscribe or unsubscribe");
        };
    }

    private Future<Void> refused(Throwable failure) {
        Problem problem =
                failure instanceof Problem known ? known : new Problem.Unavailable("This cannot be done at the moment");
        reader.write(Json.text(new Refusal(problem.sentence(), problem.status())));
        return Future.succeededFuture();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
