package social.skein.openapi;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Json;
import social.skein.http.Request;
import social.skein.http.Response;

/** Serves the document, with an ETag for conditional requests. */
public final class OpenApiRoutes {
    private final Buffer json;
    private final Map<String, String> headers;

    public OpenApiRoutes(OpenApiDocument document) {
        this.json = Json.encodeToBuffer(document.tree());
        this.headers = Map.of(
                "Content-Type", "application/json; charset=utf-8",
                "Cache-Control", "public, max-age=300",
                "ETag", "\"" + digest(json) + "\"");
    }

    public void mount(Endpoints api) {
        api.get("/openapi.json", Access.anyone(), this::document);
    }

    private Future<Response> document(Request request) {
        boolean notModified = request.header("If-None-Match")
                .filter(tags -> tags.equals("*") || tags.contains(String.valueOf(headers.get("ETag"))))
                .isPresent();
        return Future.succeededFuture(
                notModified ? new Response(304, headers, Buffer.buffer()) : new Response(200, headers, json));
    }

    private static String digest(Buffer bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes());
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
