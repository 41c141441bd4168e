package social.skein.objectstore;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** A provider that refuses some requests, in front of an S3 server that answers the others. */
final class RefusingServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final URI target;
    private final Predicate<HttpServerRequest> refused;
    private final int status;
    private final HttpServer server;

    private RefusingServer(String target, Predicate<HttpServerRequest> refused, int status) {
        this.target = URI.create(target);
        this.refused = refused;
        this.status = status;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
    }

    static RefusingServer start(String target, Predicate<HttpServerRequest> refused, int status) {
        RefusingServer provider = new RefusingServer(target, refused, status);
        ObjectStoreContract.await(provider.server.listen(0, "127.0.0.1"));
        return provider;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** The methods and URIs of all requests. */
    Queue<String> requests() {
        return requests;
    }

    private void answer(HttpServerRequest request) {
        requests.add(request.method() + " " + request.uri());
        if (refused.test(request)) {
            request.body()
                    .onComplete(read -> request.response().setStatusCode(status).end());
            return;
        }
        request.body()
                .onSuccess(body -> client.request(new RequestOptions()
                                .setMethod(request.method())
                                .setHost(target.getHost())
                                .setPort(target.getPort())
                                .setURI(request.uri())
                                .setHeaders(request.headers()))
                        .compose((HttpClientRequest forwarded) -> forwarded.send(body))
                        .onSuccess(response -> response.body().onSuccess(answer -> {
                            request.response().setStatusCode(response.statusCode());
                            request.response().headers().setAll(response.headers());
                            request.response().end(answer);
                        }))
                        .onFailure(failed -> request.connection().close()));
    }

    @Override
    public void close() {
        ObjectStoreContract.await(vertx.close());
    }
}
