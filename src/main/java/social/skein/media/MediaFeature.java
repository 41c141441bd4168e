package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.account.Profiles;
import social.skein.config.MediaConfig;
import social.skein.config.Role;
import social.skein.emoji.EmojiPictureStore;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.ffmpeg.Ffmpeg;
import social.skein.ffmpeg.FfmpegLocator;
import social.skein.ffmpeg.FfmpegPrograms;
import social.skein.ffmpeg.RunLimits;
import social.skein.http.Endpoints;
import social.skein.image.DecodeBudget;
import social.skein.image.ImageLimits;
import social.skein.objectstore.ObjectStore;
import social.skein.transfer.UploadFolder;
import social.skein.transfer.UploadPolicy;

/** Uploaded pictures, videos and sounds. */
public final class MediaFeature implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(MediaFeature.class);

    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private static final Duration LEFTOVER_INTERVAL = Duration.ofHours(6);

    /** A phone on a slow network sends at least this. */
    private static final int MIN_BYTES_PER_SECOND = 10_000;

    private static final Duration UPLOAD_PATIENCE = Duration.ofSeconds(30);

    private static final int MAX_FRAME_RATE = 120;

    private final Platform platform;
    private final MediaConfig config;
    private final Set<Role> roles;
    private final UploadFolder uploadFolder;
    private final WorkFolders workFolders;
    private final LazyObjectStore store;
    private final MediaRows rows;
    private final MediaObjects objects;
    private final ServableMedia servable;
    private final PictureRenderer pictures;
    private final MediaRenderer renderer;
    private final MediaUploads uploads;

    /**
     * @param dataDir has the media, unless they are in S3, and files during their upload and processing
     * @param roles of this process
     */
    public MediaFeature(Platform platform, MediaConfig config, Path dataDir, Set<Role> roles) {
        Vertx vertx = platform.vertx();
        this.platform = platform;
        this.config = config;
        this.roles = roles;
        this.uploadFolder = new UploadFolder(dataDir.resolve("uploads"));
        this.workFolders = new WorkFolders(vertx, dataDir.resolve("uploads"));
        this.store = new LazyObjectStore(() -> MediaStores.open(vertx, config, dataDir));
        this.rows = new MediaRows(platform.db(), platform.outbox());
        this.objects = new MediaObjects(vertx, rows, store);
        this.servable = new ServableMedia(platform.db(), platform.cacheBudget());
        this.pictures = new PictureRenderer(vertx, ImageLimits.DEFAULT, slots(roles), DecodeBudget.ofHeap());
        this.renderer = new MediaRenderer(pictures);
        this.uploads = new MediaUploads(vertx, config, rows, objects, store, renderer, workFolders);
    }

    /** The conversions at once: one per core, or one per two cores where clients wait for other requests. */
    private static int slots(Set<Role> roles) {
        int cores = Runtime.getRuntime().availableProcessors();
        return roles.contains(Role.API) || roles.contains(Role.STREAM) ? Math.max(1, cores / 2) : cores;
    }

    public Attachments attachments() {
        return new Attachments(platform.outbox());
    }

    public Profiles.PictureStore profilePictures() {
        return uploads;
    }

    public EmojiPictureStore emojiPictures() {
        return new EmojiPictures(
                platform.vertx(), pictures.withLimits(EmojiPictures.LIMITS), rows, objects, workFolders);
    }

    /** The bytes. */
    public ObjectStore store() {
        return store;
    }

    public MediaRepairs repairs() {
        return new MediaRepairs(platform.db(), rows, objects, store, renderer, workFolders);
    }

    /** Stores pictures that this program draws; empty if the settings accept no pictures. */
    public Optional<DrawnMedia> drawnMedia() {
        return config.maxImageBytes() < DrawnMedia.MAX_BYTES
                ? Optional.empty()
                : Optional.of(new DrawnMedia(platform.vertx(), rows, objects, store, uploadFolder.path()));
    }

    /** What may be uploaded. */
    public MediaLimits limits() {
        return new MediaLimits(
                renderer.mimeTypes(),
                config.maxImageBytes(),
                ImageLimits.DEFAULT.maxPixels(),
                config.maxVideoBytes(),
                MAX_FRAME_RATE,
                ImageLimits.DEFAULT.maxStoredPixels());
    }

    /** The limits of the pictures of profiles. */
    public UploadPolicy pictureUploads() {
        return policy(Set.of("avatar", "header"), config.maxImageBytes());
    }

    private UploadPolicy policy(Set<String> fields, long maxFileBytes) {
        return new UploadPolicy(
                uploadFolder.path(), fields, maxFileBytes, 2 * maxFileBytes, UPLOAD_PATIENCE, MIN_BYTES_PER_SECOND);
    }

    @Override
    public void mount(Endpoints api) {
        long maxBytes = Math.max(config.maxImageBytes(), config.maxVideoBytes());
        new MediaRoutes(
                        platform.db(),
                        rows,
                        uploads,
                        policy(Set.of("file", "thumbnail"), maxBytes),
                        policy(Set.of("thumbnail"), config.maxImageBytes()),
                        platform.publicUrl())
                .mount(api);
        new MediaFileRoutes(store, servable, config.s3().isEmpty()).mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        int concurrency = 2 * Runtime.getRuntime().availableProcessors();
        MediaProcessor processor = new MediaProcessor(platform.vertx(), rows, objects, renderer, workFolders);
        return List.of(new FactConsumer(Role.MEDIA, new MediaHandler(processor, objects, concurrency)));
    }

    @Override
    public List<PeriodicJob> jobs() {
        MediaSweeper sweeper = new MediaSweeper(platform.db(), platform.outbox(), rows);
        return List.of(
                new PeriodicJob("remove unused uploads", SWEEP_INTERVAL, sweeper::sweep),
                new PeriodicJob(
                        "remove interrupted writes of media",
                        LEFTOVER_INTERVAL,
                        () -> Future.join(store.removeLeftovers(), uploadFolder.removeLeftovers(platform.vertx()))
                                .mapEmpty()));
    }

    @Override
    public List<ErasureStep> erasure() {
        return List.of(new MediaErasure(platform.db(), objects));
    }

    @Override
    public Future<Void> start() {
        return uploadFolder
                .removeLeftovers(platform.vertx())
                .compose(removed -> servable.subscribe(platform.hints()))
                .compose(subscribed -> store.open())
                .compose(opened -> platform.vertx().executeBlocking(this::findFfmpeg, false))
                .onSuccess(found -> found.ifPresent(this::enableVideo))
                .mapEmpty();
    }

    /** Only these roles probe and convert files; asking ffmpeg takes a second of CPU time. */
    private Optional<FfmpegPrograms> findFfmpeg() {
        if (!roles.contains(Role.API) && !roles.contains(Role.MEDIA)) {
            return Optional.empty();
        }
        try {
            return FfmpegLocator.find(config.ffmpeg(), config.avif());
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "media.ffmpeg (SKEIN_MEDIA_FFMPEG) cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private void enableVideo(FfmpegPrograms programs) {
        Ffmpeg ffmpeg = new Ffmpeg(platform.vertx(), programs, uploadFolder.path(), slots(roles), RunLimits.ofServer());
        renderer.enable(new VideoRenderer(platform.vertx(), ffmpeg, pictures));
        LOG.info("Video and sound are decoded with ffmpeg {}", programs.version());
    }
}
