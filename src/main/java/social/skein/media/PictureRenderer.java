package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import social.skein.account.Profiles;
import social.skein.image.DecodeBudget;
import social.skein.image.ImageHeader;
import social.skein.image.ImageHeaders;
import social.skein.image.ImageLimits;
import social.skein.image.ImageProcessor;
import social.skein.image.InvalidImageException;
import social.skein.image.ProcessedImage;
import social.skein.image.Rendition;

/** Renders pictures. Futures fail with {@link InvalidImageException} if the file is at fault. */
final class PictureRenderer {
    private static final int AVATAR_WIDTH = 400;
    private static final int HEADER_WIDTH = 1_500;
    private static final int HEADER_HEIGHT = 500;
    /** Vert.x warns of a thread that is busy for longer. */
    private static final long MAX_SECONDS = 60;

    private final Vertx vertx;
    private final WorkerExecutor decoders;
    private final ImageLimits limits;
    private final ImageProcessor images;
    private final DecodeBudget budget;

    /**
     * @param slots the number of pictures that are decoded at once
     * @param budget bounds the memory of all decoders of this process
     */
    PictureRenderer(Vertx vertx, ImageLimits limits, int slots, DecodeBudget budget) {
        this(
                vertx,
                vertx.createSharedWorkerExecutor("skein-images", slots, MAX_SECONDS, TimeUnit.SECONDS),
                limits,
                budget);
    }

    private PictureRenderer(Vertx vertx, WorkerExecutor decoders, ImageLimits limits, DecodeBudget budget) {
        this.vertx = vertx;
        this.decoders = decoders;
        this.limits = limits;
        this.images = new ImageProcessor(limits);
        this.budget = budget;
    }

    /** A renderer with other limits for each picture, and the same for all decoders of this process. */
    PictureRenderer withLimits(ImageLimits other) {
        return new PictureRenderer(vertx, decoders, other, budget);
    }

    /** What the file says about its picture. */
    Future<ImageHeader> readHeader(Path file) {
        return vertx.executeBlocking(() -> ImageHeaders.read(file, limits), false);
    }

    /** Renders an attachment into a folder. */
    Future<RenderedMedia> render(Path file, Path folder) {
        return decode(file, images::costBytes, header -> attachment(images.process(file, header, folder)));
    }

    /** Renders the picture of a profile into a folder. */
    Future<RenderedMedia.RenderedFile> renderForProfile(Path file, Path folder, Profiles.PictureStore.Slot slot) {
        int width = slot == Profiles.PictureStore.Slot.AVATAR ? AVATAR_WIDTH : HEADER_WIDTH;
        int height = slot == Profiles.PictureStore.Slot.AVATAR ? AVATAR_WIDTH : HEADER_HEIGHT;
        return decode(
                file,
                header -> images.avatarCostBytes(header, width, height),
                header -> file(images.processAvatar(file, header, folder, width, height)));
    }

    /** Renders the picture of a custom emoji into a folder. */
    Future<RenderedIcon> renderIcon(Path file, Path folder, int edge) {
        return decode(
                file,
                header -> images.iconCostBytes(header, edge),
                header -> new RenderedIcon(
                        images.processIcon(file, header, folder, edge), animation(file, header, folder)));
    }

    private Optional<Rendition> animation(Path file, ImageHeader header, Path folder) throws IOException {
        return header.isAnimatedGif() ? Optional.of(images.processAnimation(file, header, folder)) : Optional.empty();
    }

    private interface Decoding<T> {
        T decode(ImageHeader header) throws Exception;
    }

    private <T> Future<T> decode(Path file, ToLongFunction<ImageHeader> cost, Decoding<T> decoding) {
        return readHeader(file)
                .compose(header -> budget.run(
                        cost.applyAsLong(header),
                        () -> decoders.executeBlocking(() -> decoding.decode(header), false)));
    }

    private static RenderedMedia attachment(ProcessedImage image) {
        return new RenderedMedia(
                MediaKind.IMAGE,
                file(image.full()),
                Optional.of(file(image.thumbnail())),
                Optional.of(image.blurhash()));
    }

    private static RenderedMedia.RenderedFile file(Rendition rendition) {
        return new RenderedMedia.RenderedFile(
                rendition.file(),
                rendition.format().extension(),
                rendition.format().mimeType(),
                MediaFiles.Size.of(rendition.width(), rendition.height()));
    }
}
