package social.skein.fault;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import social.skein.support.Machine;
import social.skein.support.Person;

/**
 * Clients that write, each a person's: posts, some of which name somebody, likes and deletions. What is not answered they ask
 * for again, at whichever instance, under the key they asked under before. All is noted in the ledger.
 */
final class Traffic implements AutoCloseable {
    private static final int TRIES = 4;
    private static final int PAUSE_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Site site;
    private final Town town;
    private final Ledger ledger = new Ledger();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean over;

    private Traffic(Site site, Town town) {
        this.site = site;
        this.town = town;
    }

    /**
     * People begin to write.
     *
     * @param name what no other traffic of this site is called, so that no text comes twice
     */
    static Traffic of(Site site, Town town, String name, long seed) {
        Traffic traffic = new Traffic(site, town);
        for (Person person : town.people()) {
            Random random = new Random(seed + Long.parseLong(person.id()));
            Thread client = new Thread(() -> traffic.write(person, name, random), person.name());
            traffic.clients.add(client);
            client.start();
        }
        return traffic;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Waits until so much more has been acknowledged: the service is there. */
    void awaitMore(int acknowledged) throws Exception {
        int before = ledger.acknowledged();
        if (!Machine.holds(PATIENCE, () -> ledger.acknowledged() >= before + acknowledged)) {
            throw new AssertionError("Nobody was answered within " + PATIENCE);
        }
    }

    private void write(Person person, String name, Random random) {
        for (int number = 0; !over; number++) {
            int choice = random.nextInt(10);
            String other = ledger.any(random);
            if (choice < 7 || other.isEmpty()) {
                post(person, text(person, name, number, random), random);
            } else if (choice < 9) {
                like(person, other, random);
            } else {
                delete(person, random);
            }
            pause(random.nextInt(PAUSE_MILLIS));
        }
    }

    private String text(Person person, String name, int number, Random random) {
        String text = "Number " + number + " of " + person.name() + " while " + name;
        Person named = town.people().get(random.nextInt(town.people().size()));
        return random.nextInt(3) == 0 ? text + " @" + named.name() : text;
    }

    private void post(Person person, String text, Random random) {
        Asked wanted =
                new Asked(person, "POST", "/api/v1/statuses", Map.of("status", text), Map.of("Idempotency-Key", text));
        Optional<HttpResponse<String>> answer = insist(wanted, random);
        if (answer.isEmpty()) {
            ledger.unknown(text);
        } else if (answer.get().statusCode() == 200) {
            ledger.posted(text, new JsonObject(answer.get().body()).getString("id"));
        } else {
            ledger.refused(text, answer.get().statusCode());
        }
    }

    private void like(Person person, String status, Random random) {
        insist(Asked.plain(person, "POST", "/api/v1/statuses/" + status + "/favourite"), random)
                .filter(answer -> answer.statusCode() == 200)
                .ifPresent(answer -> ledger.liked(person.id(), status));
    }

    /** Deletes a post of the person's own, if the one drawn is. */
    private void delete(Person person, Random random) {
        String status = ledger.any(random);
        boolean own = ask(Asked.plain(person, "GET", "/api/v1/statuses/" + status), random)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> new JsonObject(answer.body()).getJsonObject("account"))
                .filter(author -> author.getString("id").equals(person.id()))
                .isPresent();
        if (own) {
            ledger.perhapsDeleted(status);
            insist(Asked.plain(person, "DELETE", "/api/v1/statuses/" + status), random)
                    .filter(answer -> answer.statusCode() == 200)
                    .ifPresent(answer -> ledger.deleted(status));
        }
    }

    /** What somebody asks for, wherever they are answered. */
    private record Asked(
            Person person, String method, String path, Map<String, String> form, Map<String, String> headers) {
        static Asked plain(Person person, String method, String path) {
            return new Asked(person, method, path, Map.of(), Map.of());
        }

        HttpResponse<String> at(int port) {
            return person.at(port).send(method, path, form, headers);
        }
    }

    /** Asks until somebody answers, a few times. */
    private Optional<HttpResponse<String>> insist(Asked asked, Random random) {
        Optional<HttpResponse<String>> answer = Optional.empty();
        for (int tries = 0; tries < TRIES && answer.isEmpty(); tries++) {
            answer = ask(asked, random);
            if (answer.isEmpty()) {
                pause(random.nextInt(1 << (7 + tries)));
            }
        }
        return answer;
    }

    /** What any of the instances answers, if it is an answer. */
    private Optional<HttpResponse<String>> ask(Asked asked, Random random) {
        List<Integer> ports = site.ports();
        try {
            HttpResponse<String> answer = asked.at(ports.get(random.nextInt(ports.size())));
            return Optional.of(answer).filter(some -> some.statusCode() < 500);
        } catch (AssertionError failure) {
            if (failure.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody writes any more, and all that was under way is answered or given up. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
