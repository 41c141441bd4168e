package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This deployment as version 2 of the client API shows it. */
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
        List<String> rules) {

    /** 5 would make one client offer filters that another cannot read. */
    static final Map<String, Integer> API_VERSIONS = Map.of("mastodon", 4);

    private static final String REGISTRATION_CLOSED_MESSAGE =
            "<p>Those who run this server make its accounts; nobody can sign up.</p>";

    static final List<String> LANGUAGES = List.of("en");

    static InstanceView of(InstanceInfo deployment, long activeMonth) {
        return new InstanceView(
                deployment.origin().domain(),
                deployment.title(),
                InstanceInfo.ADVERTISED_VERSION,
                deployment.origin().toString(),
                deployment.description(),
                new Usage(new Users(activeMonth)),
                new Thumbnail(thumbnail(deployment), null, Map.of()),
                List.of(),
                LANGUAGES,
                InstanceConfiguration.of(deployment),
                new Registrations(
                        deployment.registrationsEnabled(),
                        deployment.approvalRequired(),
                        deployment.approvalRequired(),
                        deployment.registrationsEnabled() ? null : REGISTRATION_CLOSED_MESSAGE,
                        null,
                        null),
                API_VERSIONS,
                new Contact(deployment.contact(), null),
                List.of());
    }

    static String thumbnail(InstanceInfo deployment) {
        return deployment.origin() + "/headers/original/missing.png";
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
