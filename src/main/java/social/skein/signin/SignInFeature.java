package social.skein.signin;

import java.time.Duration;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;

/** Passwords and browser sessions. */
public final class SignInFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Sessions sessions;
    private final SignIn signIn;
    private final BrowserSessions browserSessions;

    public SignInFeature(Platform platform, AccountFeature accounts) {
        this.sessions = new Sessions(platform.db());
        this.signIn = new SignIn(accounts.credentials(), accounts.passwordHasher());
        this.browserSessions = new BrowserSessions(sessions, signIn, platform.publicUrl());
    }

    public Sessions sessions() {
        return sessions;
    }

    public SignIn signIn() {
        return signIn;
    }

    public BrowserSessions browserSessions() {
        return browserSessions;
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "delete expired sessions",
                SWEEP_INTERVAL,
                () -> sessions.sweep().mapEmpty()));
    }
}
