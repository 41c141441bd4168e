package social.skein.fanout;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import social.skein.events.Fact;
import social.skein.model.AccountId;

/**
 * Posts on their way to their authors' followers. Authors take turns, a page of people each, so that nobody's followers are
 * so many that others wait for them; an author's posts keep their order, and those that wait together go together. Used from
 * one event loop.
 */
final class Spreading {
    /** Authors served side by side: some pages are read from PostgreSQL while others go to Redis. */
    private static final int PLACES = 32;

    /** Posts of one author that go together. */
    private static final int MOST_TOGETHER = 64;

    private final Reach reach;
    private final Mailbag mailbag;
    private final Map<AccountId, Author> authors = new HashMap<>();
    private final Deque<Round> turns = new ArrayDeque<>();
    private int served;

    Spreading(Reach reach, Mailbag mailbag) {
        this.reach = reach;
        this.mailbag = mailbag;
    }

    /** Somebody with posts under way. */
    private static final class Author {
        private final Deque<Round.Post> waiting = new ArrayDeque<>();
        private Future<Void> last = Future.succeededFuture();
        private boolean underWay;
    }

    /** Succeeds when the post is in the live timelines of all who hear of it. */
    Future<Void> spread(Fact.StatusPosted fact) {
        Round.Post post = new Round.Post(fact, Promise.promise());
        Author author = authors.computeIfAbsent(fact.author(), first -> new Author());
        author.waiting.add(post);
        author.last = post.spread().future();
        begin(author);
        serve();
        return post.spread().future();
    }

    /** When those posts of an author that were told so far have arrived, or failed to. */
    Future<Void> settled(AccountId account) {
        Author author = authors.get(account);
        return author == null ? Future.succeededFuture() : author.last.otherwiseEmpty();
    }

    private void begin(Author author) {
        if (author.underWay || author.waiting.isEmpty()) {
            return;
        }
        author.underWay = true;
        List<Round.Post> together = new ArrayList<>();
        do {
            together.add(author.waiting.remove());
        } while (together.size() < MOST_TOGETHER
                && !author.waiting.isEmpty()
                && Reach.isTheSame(
                        together.get(0).fact(), author.waiting.element().fact()));
        turns.add(new Round(together, reach.of(together)));
    }

    private void serve() {
        while (served < PLACES && !turns.isEmpty() && !mailbag.isFull()) {
            Round round = turns.remove();
            served++;
            round.parcel().compose(mailbag::send).onComplete(result -> {
                served--;
                next(round, result);
                serve();
            });
        }
    }

    private void next(Round round, AsyncResult<Void> turn) {
        if (turn.succeeded() && !round.isOver()) {
            turns.add(round);
            return;
        }
        AccountId account = round.author();
        Author author = authors.computeIfAbsent(account, first -> new Author());
        author.underWay = false;
        begin(author);
        if (!author.underWay) {
            authors.remove(account);
        }
        round.posts().forEach(post -> post.spread().handle(turn));
    }
}
