package social.skein.instance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import social.skein.account.Population;

/** This deployment as version 1 of the client API shows it, which old clients and libraries still ask for. */
record OldInstanceView(
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
        Limits configuration,
        @Nullable Object contactAccount,
        List<String> rules) {

    static OldInstanceView of(Deployment deployment, Population.Counts counts) {
        Limits limits = Limits.of(deployment);
        return new OldInstanceView(
                deployment.origin().domain(),
                deployment.title(),
                deployment.description(),
                deployment.description(),
                deployment.contact(),
                Deployment.VERSION,
                Map.of("streaming_api", deployment.origin().streaming()),
                new Stats(counts.accounts(), counts.statuses(), 0),
                InstanceView.thumbnail(deployment),
                InstanceView.LANGUAGES,
                deployment.hasSignUp(),
                deployment.needsApproval(),
                false,
                limits.statuses().maxCharacters(),
                limits,
                null,
                List.of());
    }

    record Stats(long userCount, long statusCount, long domainCount) {}
}
