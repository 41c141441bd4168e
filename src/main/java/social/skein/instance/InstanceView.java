package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server as version 2 of the client API shows it. */
record InstanceView(
        String domain,
        String title,
        String version,
        String sourceUrl,
        String description,
        Usage usage,
        Thumbnail thumbnail,
        List<String> icon,
        List<String> languages,
        InstanceConfiguration configuration,
        Registrations registrations,
        Map<String, Integer> apiVersions,
        Contact contact,
        List<RuleView> rules) {

    /** Grouped notifications and PKCE. Version 4 would promise web push, which there is none of yet. */
    static final Map<String, Integer> API_VERSIONS = Map.of("mastodon", 3);

    private static final String REGISTRATION_CLOSED_MESSAGE =
            "<p>Sign-up is closed. The operator of this server creates the accounts.</p>";

    static InstanceView of(InstanceInfo instance, long activeMonth) {
        return new InstanceView(
                instance.origin().domain(),
                instance.title(),
                InstanceInfo.ADVERTISED_VERSION,
                instance.origin().toString(),
                instance.settings().description(),
                new Usage(new Users(activeMonth)),
                new Thumbnail(thumbnail(instance), null, Map.of()),
                List.of(),
                instance.settings().languages(),
                InstanceConfiguration.of(instance),
                new Registrations(
                        instance.registrationsEnabled(),
                        instance.approvalRequired(),
                        instance.approvalRequired(),
                        instance.registrationsEnabled() ? null : REGISTRATION_CLOSED_MESSAGE,
                        null,
                        null),
                API_VERSIONS,
                new Contact(instance.settings().contactEmail(), null),
                instance.rules());
    }

    static String thumbnail(InstanceInfo instance) {
        return instance.origin() + "/headers/original/missing.png";
    }

    record Usage(Users users) {}

    record Users(long activeMonth) {}

    record Thumbnail(String url, @Nullable String blurhash, Map<String, String> versions) {}

    record Registrations(
            boolean enabled,
            boolean approvalRequired,
            boolean reasonRequired,
            @Nullable String message,
            @Nullable Integer minAge,
            @Nullable String url) {}

    record Contact(String email, @Nullable Object account) {}
}
