package social.skein.signin;

import java.time.Duration;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.feature.TableErasure;

/** Passwords and browser sessions. */
public final class SignInFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Platform platform;
    private final Sessions sessions;
    private final SignIn signIn;
    private final BrowserSessions browserSessions;

    public SignInFeature(Platform platform, AccountFeature accounts) {
        this.platform = platform;
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
    public List<ErasureStep> erasure() {
        return List.of(new TableErasure(platform.db(), "sessions", "web_session", "account_id"));
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "delete expired sessions",
                SWEEP_INTERVAL,
                () -> sessions.sweep().mapEmpty()));
    }
}
