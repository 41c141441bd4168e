package social.skein.demo.seed;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import social.skein.account.Profile;
import social.skein.account.Profiles.PictureStore.Slot;
import social.skein.demo.drawing.AvatarPainter;
import social.skein.demo.drawing.Landscape;
import social.skein.image.ProcessedImage;
import social.skein.image.Rendition;
import social.skein.media.DrawnMedia;
import social.skein.media.MediaSelection;
import social.skein.model.AccountId;

/**
 * Draws and stores the pictures of a plan. Each account has an avatar of its own. A few dozen landscapes are drawn once
 * and shared by all posts and profiles, each of which stores a copy, as if it had been uploaded.
 */
final class PictureSeeder {
    private static final int AVATAR_SIZE = 320;
    private static final int PHOTO_WIDTH = 1_080;
    private static final int PHOTO_HEIGHT = 720;
    private static final int HEADER_WIDTH = 1_050;
    private static final int HEADER_HEIGHT = 350;
    private static final int PHOTOS = 40;
    private static final int HEADERS = 20;
    private static final double PHOTO_SHARE = 1 / 6.0;
    private static final double HEADER_SHARE = 0.5;

    private final DrawnMedia media;
    private final Path folder;
    private final long randomSeed;
    private final Map<Integer, Future<ProcessedImage>> photos = new ConcurrentHashMap<>();
    private final Map<Integer, Future<Rendition>> headers = new ConcurrentHashMap<>();

    /** @param folder for the drawn files; the caller deletes it */
    PictureSeeder(DrawnMedia media, Path folder, long randomSeed) {
        this.media = media;
        this.folder = folder;
        this.randomSeed = randomSeed;
    }

    /** The choices for one account or post. */
    private enum Choice {
        AVATAR(1),
        HEADER(2),
        PHOTO(3);

        private final long stream;

        Choice(long stream) {
            this.stream = stream;
        }
    }

    private long hash(Choice choice, int number) {
        long stream = SeededRandom.mix64(randomSeed * SeededRandom.GOLDEN_GAMMA + choice.stream);
        return SeededRandom.mix64(stream + number * SeededRandom.GOLDEN_GAMMA);
    }

    private SeededRandom random(Choice choice, int number) {
        return new SeededRandom(hash(choice, number));
    }

    /** Stores the avatar of an account. */
    Future<Profile.Picture> avatar(int account, AccountId id) {
        long seed = hash(Choice.AVATAR, account);
        return media.drawForProfile(() -> AvatarPainter.draw(seed, AVATAR_SIZE), folder)
                .compose(picture -> media.store(id, Slot.AVATAR, picture, ""));
    }

    /** Whether a profile has a header picture. */
    boolean hasHeader(int account) {
        return random(Choice.HEADER, account).nextBoolean(HEADER_SHARE);
    }

    /** Stores the header picture of an account. */
    Future<Profile.Picture> header(int account, AccountId id) {
        int number = (int) Long.remainderUnsigned(hash(Choice.HEADER, account), HEADERS);
        Landscape landscape = Landscape.of(hash(Choice.HEADER, number));
        return headers.computeIfAbsent(
                        number,
                        absent -> media.drawForProfile(() -> landscape.draw(HEADER_WIDTH, HEADER_HEIGHT), folder))
                .compose(picture -> media.store(id, Slot.HEADER, picture, landscape.description()));
    }

    /** Whether a post has a picture. Replies have none. */
    boolean hasPhoto(SeedAction.Write write) {
        return write.inReplyTo().isEmpty()
                && random(Choice.PHOTO, write.number()).nextBoolean(PHOTO_SHARE);
    }

    /** Stores the picture of a post. */
    Future<MediaSelection> photo(SeedAction.Write write, AccountId author) {
        int number = (int) Long.remainderUnsigned(hash(Choice.PHOTO, write.number()), PHOTOS);
        Landscape landscape = Landscape.of(hash(Choice.PHOTO, number));
        return photos.computeIfAbsent(
                        number, absent -> media.draw(() -> landscape.draw(PHOTO_WIDTH, PHOTO_HEIGHT), folder))
                .compose(picture -> media.attach(author, picture, landscape.description()))
                .map(id -> MediaSelection.of(List.of(id)));
    }
}
