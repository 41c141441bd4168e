package social.skein.instance;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import social.skein.config.Config;
import social.skein.config.Registration;
import social.skein.http.PublicUrl;
import social.skein.media.MediaLimits;

/**
 * The identity and policy of this server.
 *
 * @param settings its name, description, contact, rules and limits
 * @param media the formats and sizes of uploads
 * @param registration whether sign-up is open, needs approval, or is closed
 * @param vapidKey the public key of web push, or empty
 */
public record InstanceInfo(
        PublicUrl origin,
        Config.Instance settings,
        Supplier<MediaLimits> media,
        Registration registration,
        String vapidKey) {
    static final String SOFTWARE = "skein";
    static final String SOFTWARE_VERSION = "0.1.0";

    /** Clients derive features from the leading version, so it is that of the supported Mastodon API. */
    static final String ADVERTISED_VERSION = "4.4.0 (compatible; Skein " + SOFTWARE_VERSION + ")";

    String title() {
        return settings.title();
    }

    List<RuleView> rules() {
        return IntStream.range(0, settings.rules().size())
                .mapToObj(i -> RuleView.of(i + 1, settings.rules().get(i)))
                .toList();
    }

    boolean registrationsEnabled() {
        return registration != Registration.CLOSED;
    }

    boolean approvalRequired() {
        return registration == Registration.APPROVAL;
    }
}
