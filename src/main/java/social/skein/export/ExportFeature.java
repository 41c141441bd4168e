package social.skein.export;

import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.signin.SignInFeature;

/** Downloads of an account's own data. */
public final class ExportFeature implements Feature {
    private final Platform platform;
    private final SignInFeature signIn;

    public ExportFeature(Platform platform, SignInFeature signIn) {
        this.platform = platform;
        this.signIn = signIn;
    }

    @Override
    public void mount(Endpoints api) {
        new ExportRoutes(platform.db().readOnly(), platform.publicUrl(), signIn.browserSessions()::currentAccount)
                .mount(api);
    }
}
