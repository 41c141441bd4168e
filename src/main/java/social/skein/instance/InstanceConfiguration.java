package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
                new Statuses(instance.settings().maxCharacters(), 0, 23),
                Media.NONE,
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
        /** There are no media yet. Clients need the members, and offer no upload if no file fits the limits. */
        static final Media NONE = new Media(List.of(), 0, 0, 0, 0, 0, 0);
    }

    record Polls(int maxOptions, int maxCharactersPerOption, int minExpiration, int maxExpiration) {}

    /** Which feeds are public. There is no federation, so remote feeds are disabled. */
    record TimelinesAccess(Feed liveFeeds, Feed hashtagFeeds, Feed trendingLinkFeeds) {}

    record Feed(String local, String remote) {}
}
