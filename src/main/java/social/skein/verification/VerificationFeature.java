package social.skein.verification;

import io.vertx.core.Future;
import java.time.Duration;
import social.skein.account.AccountFeature;
import social.skein.emoji.EmojiFeature;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.media.MediaFeature;
import social.skein.status.StatusFeature;

/** The verification of stored media, for commands. */
public final class VerificationFeature implements Feature {
    private final Platform platform;
    private final EmojiFeature emojis;
    private final AccountFeature accounts;
    private final MediaFeature media;
    private final StatusFeature statuses;

    public VerificationFeature(
            Platform platform,
            EmojiFeature emojis,
            AccountFeature accounts,
            MediaFeature media,
            StatusFeature statuses) {
        this.platform = platform;
        this.emojis = emojis;
        this.accounts = accounts;
        this.media = media;
        this.statuses = statuses;
    }

    /**
     * Compares the database with the object store.
     *
     * @param minAge younger objects and records are left alone, since their upload may be in progress
     * @param after the {@link MediaVerifier#position} of an interrupted verification; empty for a whole one
     */
    public MediaVerifier verifier(Duration minAge, String after) {
        return new MediaVerifier(media.store(), records(), minAge, after);
    }

    /** Mends what {@link #verifier} finds. Commands do not start features, and thumbnails of videos need ffmpeg. */
    public Future<MediaMender> mender() {
        return media.start()
                .map(started -> new MediaMender(
                        platform.db(),
                        media.store(),
                        records(),
                        media.repairs(),
                        statuses.media(),
                        accounts.profiles(),
                        media.profilePictures(),
                        emojis.editor()));
    }

    private ObjectRecords records() {
        return new ObjectRecords(platform.db());
    }

    public MediaUsage usage() {
        return new MediaUsage(platform.db());
    }
}
