package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import social.skein.account.UserStatistics;

/** This deployment as version 1 of the client API shows it, which old clients and libraries still ask for. */
record InstanceV1View(
        String uri,
        String title,
        String shortDescription,
        String description,
        String email,
        String version,
        Map<String, String> urls,
        Stats stats,
        String thumbnail,
        List<String> languages,
        boolean registrations,
        boolean approvalRequired,
        boolean invitesEnabled,
        int maxTootChars,
        InstanceConfiguration configuration,
        @Nullable Object contactAccount,
        List<String> rules) {

    static InstanceV1View of(InstanceInfo deployment, UserStatistics.Counts counts) {
        InstanceConfiguration limits = InstanceConfiguration.of(deployment);
        return new InstanceV1View(
                deployment.origin().domain(),
                deployment.title(),
                deployment.description(),
                deployment.description(),
                deployment.contact(),
                InstanceInfo.ADVERTISED_VERSION,
                Map.of("streaming_api", deployment.origin().webSocketUrl()),
                new Stats(counts.accounts(), counts.statuses(), 0),
                InstanceView.thumbnail(deployment),
                InstanceView.LANGUAGES,
                deployment.registrationsEnabled(),
                deployment.approvalRequired(),
                false,
                limits.statuses().maxCharacters(),
                limits,
                null,
                List.of());
    }

    record Stats(long userCount, long statusCount, long domainCount) {}
}
