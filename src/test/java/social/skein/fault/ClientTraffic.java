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
import social.skein.support.JarRunner;
import social.skein.support.Person;

/**
 * Clients that write, each a person's: posts, some of which name somebody, likes and deletions. What is not answered they ask
 * for again, at whichever instance, under the key they asked under before. All is noted in the ledger.
 */
final class ClientTraffic implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 4;
    private static final int MAX_PAUSE_MILLIS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final FaultDeployment deployment;
    private final UserRing users;
    private final ClientHistory history = new ClientHistory();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean stopped;

    private ClientTraffic(FaultDeployment deployment, UserRing users) {
        this.deployment = deployment;
        this.users = users;
    }

    /**
     * People begin to write.
     *
     * @param name what no other traffic of this site is called, so that no text comes twice
     */
    static ClientTraffic start(FaultDeployment deployment, UserRing users, String name, long seed) {
        ClientTraffic traffic = new ClientTraffic(deployment, users);
        for (Person person : users.users()) {
            Random random = new Random(seed + Long.parseLong(person.id()));
            Thread client = new Thread(() -> traffic.write(person, name, random), person.name());
            traffic.clients.add(client);
            client.start();
        }
        return traffic;
    }

    ClientHistory history() {
        return history;
    }

    /** Waits until so much more has been acknowledged: the service is there. */
    void awaitAcknowledged(int count) throws Exception {
        int before = history.acknowledgedCount();
        if (!JarRunner.waitFor(TIMEOUT, () -> history.acknowledgedCount() >= before + count)) {
            throw new AssertionError("Nobody was answered within " + TIMEOUT);
        }
    }

    private void write(Person person, String name, Random random) {
        for (int number = 0; !stopped; number++) {
            int choice = random.nextInt(10);
            String other = history.randomPost(random);
            if (choice < 7 || other.isEmpty()) {
                post(person, text(person, name, number, random), random);
            } else if (choice < 9) {
                like(person, other, random);
            } else {
                delete(person, random);
            }
            sleep(random.nextInt(MAX_PAUSE_MILLIS));
        }
    }

    private String text(Person person, String name, int number, Random random) {
        String text = "Number " + number + " of " + person.name() + " while " + name;
        Person named = users.users().get(random.nextInt(users.users().size()));
        return random.nextInt(3) == 0 ? text + " @" + named.name() : text;
    }

    private void post(Person person, String text, Random random) {
        ClientRequest wanted = new ClientRequest(
                person, "POST", "/api/v1/statuses", Map.of("status", text), Map.of("Idempotency-Key", text));
        Optional<HttpResponse<String>> answer = sendWithRetry(wanted, random);
        if (answer.isEmpty()) {
            history.recordUnknown(text);
        } else if (answer.get().statusCode() == 200) {
            history.recordPosted(text, new JsonObject(answer.get().body()).getString("id"));
        } else {
            history.recordRefused(text, answer.get().statusCode());
        }
    }

    private void like(Person person, String status, Random random) {
        sendWithRetry(ClientRequest.withoutForm(person, "POST", "/api/v1/statuses/" + status + "/favourite"), random)
                .filter(answer -> answer.statusCode() == 200)
                .ifPresent(answer -> history.recordLiked(person.id(), status));
    }

    /** Deletes a post of the person's own, if the one drawn is. */
    private void delete(Person person, Random random) {
        String status = history.randomPost(random);
        boolean own = send(ClientRequest.withoutForm(person, "GET", "/api/v1/statuses/" + status), random)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> new JsonObject(answer.body()).getJsonObject("account"))
                .filter(author -> author.getString("id").equals(person.id()))
                .isPresent();
        if (own) {
            history.recordDeleteAttempt(status);
            sendWithRetry(ClientRequest.withoutForm(person, "DELETE", "/api/v1/statuses/" + status), random)
                    .filter(answer -> answer.statusCode() == 200)
                    .ifPresent(answer -> history.recordDeleted(status));
        }
    }

    /** What somebody asks for, wherever they are answered. */
    private record ClientRequest(
            Person person, String method, String path, Map<String, String> form, Map<String, String> headers) {
        static ClientRequest withoutForm(Person person, String method, String path) {
            return new ClientRequest(person, method, path, Map.of(), Map.of());
        }

        HttpResponse<String> sendTo(int port) {
            return person.atPort(port).send(method, path, form, headers);
        }
    }

    /** Asks until somebody answers, a few times. */
    private Optional<HttpResponse<String>> sendWithRetry(ClientRequest request, Random random) {
        Optional<HttpResponse<String>> answer = Optional.empty();
        for (int tries = 0; tries < MAX_ATTEMPTS && answer.isEmpty(); tries++) {
            answer = send(request, random);
            if (answer.isEmpty()) {
                sleep(random.nextInt(1 << (7 + tries)));
            }
        }
        return answer;
    }

    /** What any of the instances answers, if it is an answer. */
    private Optional<HttpResponse<String>> send(ClientRequest request, Random random) {
        List<Integer> ports = deployment.ports();
        try {
            HttpResponse<String> answer = request.sendTo(ports.get(random.nextInt(ports.size())));
            return Optional.of(answer).filter(some -> some.statusCode() < 500);
        } catch (AssertionError failure) {
            if (failure.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody writes any more, and all that was under way is answered or given up. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
