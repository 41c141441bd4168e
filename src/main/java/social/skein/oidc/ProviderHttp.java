package social.skein.oidc;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** HTTP to the provider, with a timeout and a limit on the size of a response. It follows no redirects. */
final class ProviderHttp {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int MAX_RESPONSE_BYTES = 262_144;

    private final HttpClient client;

    ProviderHttp(Vertx vertx) {
        this.client = vertx.createHttpClient();
    }

    /** A response with its body. */
    record ProviderResponse(int status, String body) {}

    Future<ProviderResponse> get(String url, Map<String, String> headers) {
        return send(HttpMethod.GET, url, headers, Buffer.buffer());
    }

    Future<ProviderResponse> postForm(String url, Map<String, String> headers, String form) {
        return send(HttpMethod.POST, url, headers, Buffer.buffer(form));
    }

    private Future<ProviderResponse> send(HttpMethod method, String url, Map<String, String> headers, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .setTimeout(TIMEOUT.toMillis())
                .putHeader("Accept", "application/json");
        headers.forEach(options::putHeader);
        if (method.equals(HttpMethod.POST)) {
            options.putHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        return client.request(options)
                .compose(request -> request.send(body).compose(response -> read(request, response)));
    }

    private static Future<ProviderResponse> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<ProviderResponse> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_RESPONSE_BYTES) {
                whole.tryFail(new IOException("The response is larger than " + MAX_RESPONSE_BYTES + " bytes"));
                request.reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(ended -> whole.tryComplete(new ProviderResponse(response.statusCode(), body.toString())));
        return whole.future();
    }
}
