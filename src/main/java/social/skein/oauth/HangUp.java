package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;

/** Ends the streams of whoever was suspended, wherever they are connected, and what is remembered of their tokens. */
public final class HangUp implements FactHandler {
    private final Tokens tokens;

    public HangUp(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public String role() {
        return "notify";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.AccountSuspended suspended
                ? tokens.lookAgain(suspended.account())
                : Future.succeededFuture();
    }
}
