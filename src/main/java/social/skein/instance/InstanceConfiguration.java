package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import social.skein.media.MediaAttributes;
import social.skein.media.MediaLimits;
import social.skein.media.MediaSelection;
import social.skein.poll.NewPoll;

/** The limits that clients respect. Each number must fit 32 bits, because some clients fail on larger ones. */
record InstanceConfiguration(
        Urls urls,
        Map<String, String> vapid,
        Accounts accounts,
        Statuses statuses,
        Media mediaAttachments,
        Polls polls,
        Map<String, Boolean> translation,
        TimelinesAccess timelinesAccess) {

    static InstanceConfiguration of(InstanceInfo instance) {
        Feed feed = new Feed("public", "disabled");
        return new InstanceConfiguration(
                new Urls(
                        instance.origin().webSocketUrl(),
                        null,
                        instance.origin() + "/",
                        instance.settings().privacyPolicyUrl().orElse(null),
                        instance.settings().termsOfServiceUrl().orElse(null)),
                Map.of("public_key", instance.vapidKey()),
                new Accounts(10, 5, 4, 255, 255),
                new Statuses(instance.settings().maxCharacters(), MediaSelection.MAX_MEDIA, 23),
                Media.of(instance.media().get()),
                new Polls(
                        NewPoll.MAX_OPTIONS,
                        NewPoll.MAX_OPTION_CHARACTERS,
                        (int) NewPoll.MIN_DURATION.toSeconds(),
                        (int) NewPoll.MAX_DURATION.toSeconds()),
                Map.of("enabled", false),
                new TimelinesAccess(feed, feed, feed));
    }

    record Urls(
            String streaming,
            @Nullable String status,
            String about,
            @Nullable String privacyPolicy,
            @Nullable String termsOfService) {}

    record Accounts(
            int maxFeaturedTags,
            int maxPinnedStatuses,
            int maxProfileFields,
            int profileFieldNameLimit,
            int profileFieldValueLimit) {}

    record Statuses(int maxCharacters, int maxMediaAttachments, int charactersReservedPerUrl) {}

    record Media(
            List<String> supportedMimeTypes,
            int descriptionLimit,
            int imageSizeLimit,
            int imageMatrixLimit,
            int videoSizeLimit,
            int videoFrameRateLimit,
            int videoMatrixLimit) {
        static Media of(MediaLimits limits) {
            return new Media(
                    limits.mimeTypes(),
                    MediaAttributes.MAX_DESCRIPTION_LENGTH,
                    (int) Math.min(limits.maxImageBytes(), Integer.MAX_VALUE),
                    limits.maxImagePixels(),
                    (int) Math.min(limits.maxVideoBytes(), Integer.MAX_VALUE),
                    limits.maxFrameRate(),
                    limits.maxVideoPixels());
        }
    }

    record Polls(int maxOptions, int maxCharactersPerOption, int minExpiration, int maxExpiration) {}

    /** Which feeds are public. There is no federation, so remote feeds are disabled. */
    record TimelinesAccess(Feed liveFeeds, Feed hashtagFeeds, Feed trendingLinkFeeds) {}

    record Feed(String local, String remote) {}
}
