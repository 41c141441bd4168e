package social.skein.media;

import io.vertx.core.Future;
import java.util.regex.Pattern;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.model.Problem;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.ObjectStoreException;
import social.skein.objectstore.StoredObject;
import social.skein.transfer.FileResponse;
import social.skein.transfer.FileSource;

/**
 * Serves media to anyone who knows their URL, which cannot be guessed. The bytes under a URL never change, so caches may
 * keep them for ever. Uploads that are not processed, and media of suspended accounts, are never served.
 */
final class MediaFileRoutes {
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}-[0-9a-f]{16}\\.(?:jpg|png|gif|mp4|mp3)");

    /** A CDN asks again after ten minutes whether a file still exists, since it may belong to a deleted post. */
    private static final String CDN_CACHE_CONTROL = "public, max-age=600";

    private final ObjectStore store;
    private final ServableMedia servable;
    private final boolean onDisk;

    /** @param onDisk whether the objects are files of this machine */
    MediaFileRoutes(ObjectStore store, ServableMedia servable, boolean onDisk) {
        this.store = store;
        this.servable = servable;
        this.onDisk = onDisk;
    }

    void mount(Endpoints api) {
        api.get(PublicUrl.MEDIA_PATH + ":folder/:name", Access.anyone(), this::serve);
    }

    private Future<FileResponse> serve(Request request) {
        String folder = request.pathParam("folder");
        String name = request.pathParam("name");
        if (!FOLDER.matcher(folder).matches() || !NAME.matcher(name).matches()) {
            return Future.failedFuture(new Problem.NotFound());
        }
        return open(folder + "/" + name, name).recover(ObjectStoreException::asProblem);
    }

    /** The store is asked first: a key that does not exist costs no statement. */
    private Future<FileResponse> open(String key, String name) {
        return store.head(key)
                .map(found -> found.orElseThrow(Problem.NotFound::new))
                .compose(object -> servable.contains(key).map(contained -> {
                    if (!contained) {
                        throw new Problem.NotFound();
                    }
                    return object;
                }))
                .compose(object -> source(key, object)
                        .map(source -> FileResponse.inline(
                                        source, object.metadata().contentType(), name, MediaObjects.IMMUTABLE)
                                .withCdnCacheControl(CDN_CACHE_CONTROL)));
    }

    /** A file of the disk is sent by the operating system; another one is read only when its bytes are needed. */
    private Future<FileSource> source(String key, StoredObject object) {
        FileSource remote = new StoredFile(store, key, object.size());
        return onDisk
                ? store.read(key).map(read -> read.file().map(FileSource::disk).orElse(remote))
                : Future.succeededFuture(remote);
    }
}
