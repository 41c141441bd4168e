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
 * Clients that write posts (some with mentions), favourites and deletions; each client uses its own account. An
 * unanswered request is sent again to a random instance with the same idempotency key. The history records every write.
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
     * Starts a client for each user.
     *
     * @param name a name that is unique in this deployment, so that no text is posted twice
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

    /** Waits until this number of further writes has been acknowledged, which shows that the service is available. */
    void awaitAcknowledged(int count) throws Exception {
        int before = history.acknowledgedCount();
        if (!JarRunner.waitFor(TIMEOUT, () -> history.acknowledgedCount() >= before + count)) {
            throw new AssertionError("Fewer than " + count + " writes were acknowledged within " + TIMEOUT);
        }
    }

    private void write(Person person, String name, Random random) {
        for (int number = 0; !stopped; number++) {
            int choice = random.nextInt(10);
            String status = history.randomPost(random);
            if (choice < 7 || status.isEmpty()) {
                post(person, text(person, name, number, random), random);
            } else if (choice < 9) {
                like(person, status, random);
            } else {
                delete(person, random);
            }
            sleep(random.nextInt(MAX_PAUSE_MILLIS));
        }
    }

    private String text(Person person, String name, int number, Random random) {
        String text = "Number " + number + " of " + person.name() + " while " + name;
        Person mentioned = users.users().get(random.nextInt(users.users().size()));
        return random.nextInt(3) == 0 ? text + " @" + mentioned.name() : text;
    }

    private void post(Person person, String text, Random random) {
        ClientRequest request = new ClientRequest(
                person, "POST", "/api/v1/statuses", Map.of("status", text), Map.of("Idempotency-Key", text));
        Optional<HttpResponse<String>> response = sendWithRetry(request, random);
        if (response.isEmpty()) {
            history.recordUnknown(text);
        } else if (response.get().statusCode() == 200) {
            history.recordPosted(text, new JsonObject(response.get().body()).getString("id"));
        } else {
            history.recordRefused(text, response.get().statusCode());
        }
    }

    private void like(Person person, String status, Random random) {
        sendWithRetry(ClientRequest.withoutForm(person, "POST", "/api/v1/statuses/" + status + "/favourite"), random)
                .filter(response -> response.statusCode() == 200)
                .ifPresent(response -> history.recordLiked(person.id(), status));
    }

    /** Deletes a random post if it belongs to this user. */
    private void delete(Person person, Random random) {
        String status = history.randomPost(random);
        boolean own = send(ClientRequest.withoutForm(person, "GET", "/api/v1/statuses/" + status), random)
                .filter(response -> response.statusCode() == 200)
                .map(response -> new JsonObject(response.body()).getJsonObject("account"))
                .filter(author -> author.getString("id").equals(person.id()))
                .isPresent();
        if (own) {
            history.recordDeleteAttempt(status);
            sendWithRetry(ClientRequest.withoutForm(person, "DELETE", "/api/v1/statuses/" + status), random)
                    .filter(response -> response.statusCode() == 200)
                    .ifPresent(response -> history.recordDeleted(status));
        }
    }

    /** A request that can be sent to any instance. */
    private record ClientRequest(
            Person person, String method, String path, Map<String, String> form, Map<String, String> headers) {
        static ClientRequest withoutForm(Person person, String method, String path) {
            return new ClientRequest(person, method, path, Map.of(), Map.of());
        }

        HttpResponse<String> sendTo(int port) {
            return person.atPort(port).send(method, path, form, headers);
        }
    }

    /** Sends a request until it is answered, at most {@value #MAX_ATTEMPTS} times. */
    private Optional<HttpResponse<String>> sendWithRetry(ClientRequest request, Random random) {
        Optional<HttpResponse<String>> response = Optional.empty();
        for (int attempt = 0; attempt < MAX_ATTEMPTS && response.isEmpty(); attempt++) {
            response = send(request, random);
            if (response.isEmpty()) {
                sleep(random.nextInt(1 << (7 + attempt)));
            }
        }
        return response;
    }

    /** Sends a request to a random instance; returns empty if there is no response or a 5xx. */
    private Optional<HttpResponse<String>> send(ClientRequest request, Random random) {
        List<Integer> ports = deployment.ports();
        try {
            HttpResponse<String> response = request.sendTo(ports.get(random.nextInt(ports.size())));
            return Optional.of(response).filter(received -> received.statusCode() < 500);
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
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the clients and waits until their requests in flight are answered or given up. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
