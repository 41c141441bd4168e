package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import social.skein.account.UserStatistics;

/** The server as version 1 of the client API shows it, for old clients and libraries. */
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
        List<RuleView> rules) {

    static InstanceV1View of(InstanceInfo instance, UserStatistics.Counts counts) {
        InstanceConfiguration configuration = InstanceConfiguration.of(instance);
        return new InstanceV1View(
                instance.origin().domain(),
                instance.title(),
                instance.settings().description(),
                instance.settings().description(),
                instance.settings().contactEmail(),
                InstanceInfo.ADVERTISED_VERSION,
                Map.of("streaming_api", instance.origin().webSocketUrl()),
                new Stats(counts.accounts(), counts.statuses(), 0),
                InstanceView.thumbnail(instance),
                instance.settings().languages(),
                instance.registrationsEnabled(),
                instance.approvalRequired(),
                false,
                configuration.statuses().maxCharacters(),
                configuration,
                null,
                instance.rules());
    }

    record Stats(long userCount, long statusCount, long domainCount) {}
}
