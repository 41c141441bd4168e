package social.skein.departure;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import social.skein.account.Tombstones;
import social.skein.events.Agenda;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.oauth.Keys;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** The moment in which an account is deleted: nothing opens it any more, it is there for nobody, its name stays taken. */
public final class Leaving {
    /** What was under way in that moment has ended by then, and goes too. */
    private static final Duration ONCE_MORE = Duration.ofMinutes(1);

    private final Db db;
    private final Tombstones tombstones;
    private final Keys keys;
    private final Departures departures;
    private final Outbox outbox;
    private final Agenda agenda;

    public Leaving(Db db, Tombstones tombstones, Keys keys, Departures departures, Outbox outbox, Agenda agenda) {
        this.db = db;
        this.tombstones = tombstones;
        this.keys = keys;
        this.departures = departures;
        this.outbox = outbox;
        this.agenda = agenda;
    }

    /** False where that was so before, or there never was such an account. */
    public Future<Boolean> leave(AccountId account) {
        return db.transaction(tx -> tx.nextId(Ids.shard(account.value()))
                .compose(held -> tombstones.lay(tx, account))
                .compose(name ->
                        name.map(known -> leave(tx, account, known).map(true)).orElse(Future.succeededFuture(false))));
    }

    private Future<Void> leave(Sql tx, AccountId account, String name) {
        Fact left = new Fact.AccountDeleted(account);
        return keys.destroy(tx, account)
                .compose(shut -> departures.begin(tx, account, name))
                .compose(begun -> outbox.append(tx, left))
                .compose(told -> agenda.enter(
                        tx, "departure-" + account, Clock.systemUTC().instant().plus(ONCE_MORE), left));
    }
}
