package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.http.Scope;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.transfer.UploadPolicy;
import social.skein.transfer.UploadedFile;

/** Uploads over HTTP: upload, read, describe, delete. Each account has access to its own only. */
final class MediaRoutes {
    private static final long ASYNCHRONOUS_WAIT_MILLIS = 1_500;

    /** An upload has no deadline of its own, but the time limits of clients and proxies start at about 10 s. */
    private static final long SYNCHRONOUS_WAIT_MILLIS = 8_000;

    private final Db db;
    private final MediaRows rows;
    private final MediaUploads uploads;
    private final UploadPolicy policy;
    private final UploadPolicy thumbnails;
    private final PublicUrl origin;

    /**
     * @param policy of a file with its thumbnail
     * @param thumbnails of a thumbnail alone
     */
    MediaRoutes(
            Db db,
            MediaRows rows,
            MediaUploads uploads,
            UploadPolicy policy,
            UploadPolicy thumbnails,
            PublicUrl origin) {
        this.db = db;
        this.rows = rows;
        this.uploads = uploads;
        this.policy = policy;
        this.thumbnails = thumbnails;
        this.origin = origin;
    }

    void mount(Endpoints api) {
        Access write = Access.user(Scope.WRITE_MEDIA);
        api.upload(HttpMethod.POST, "/api/v2/media", write, policy, request -> post(request, ASYNCHRONOUS_WAIT_MILLIS))
                .upload(
                        HttpMethod.POST,
                        "/api/v1/media",
                        write,
                        policy,
                        request -> post(request, SYNCHRONOUS_WAIT_MILLIS))
                .upload(HttpMethod.PUT, "/api/v1/media/:id", write, thumbnails, this::update)
                .get("/api/v1/media/:id", write, this::get)
                .delete("/api/v1/media/:id", write, this::delete);
    }

    /** Answers 202 if the medium is not ready after the wait; clients then ask again. */
    private Future<Response> post(Request request, long waitMillis) {
        UploadedFile file = request.upload("file")
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: File can't be blank: send it as the part \"file\" of a multipart form"));
        return uploads.accept(
                        request.account(), file, request.upload("thumbnail"), MediaAttributes.parse(request.params()))
                .compose(id -> uploads.await(id, waitMillis))
                .map(media -> respond(media, 202));
    }

    private Future<Response> get(Request request) {
        return own(request).map(media -> respond(media, 206));
    }

    private Response respond(Media media, int statusWhileProcessing) {
        if (media.state() == Media.State.FAILED) {
            throw new Problem.Invalid(media.failure());
        }
        boolean ready = media.state() == Media.State.READY;
        return Response.json(ready ? 200 : statusWhileProcessing, view(media));
    }

    private AttachmentView view(Media media) {
        @Nullable String description = media.description().isEmpty() ? null : media.description();
        return media.toAttachment()
                .map(attachment -> attachment.toView(origin))
                .orElseGet(() -> new AttachmentView(
                        media.id().toString(), media.kind(), null, null, null, null, null, null, description, null));
    }

    private Future<Response> update(Request request) {
        MediaAttributes attributes = MediaAttributes.parse(request.params());
        return own(request)
                .compose(media -> media.attached()
                        ? Future.failedFuture(new Problem.NotFound())
                        : request.upload("thumbnail")
                                .map(picture -> uploads.replaceThumbnail(media, picture))
                                .orElse(Future.succeededFuture())
                                .compose(replaced -> db.transaction(
                                        tx -> Attachments.change(tx, request.account(), media.id(), attributes))))
                .compose(changed -> get(request));
    }

    /** Empty on success, as in Mastodon. */
    private Future<Map<String, String>> delete(Request request) {
        return own(request)
                .compose(media -> rows.delete(request.account(), List.of(media.id()), true))
                .map(deleted -> {
                    if (deleted.isEmpty()) {
                        throw new Problem.Invalid("Media attachment is currently used by a status");
                    }
                    return Map.of();
                });
    }

    private Future<Media> own(Request request) {
        MediaId id = MediaId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
        return rows.find(id)
                .map(found -> found.filter(media -> media.account().equals(request.account()))
                        .orElseThrow(Problem.NotFound::new));
    }
}
