package social.skein.web;

import java.util.Set;
import social.skein.http.Params;

/** The page that a sign-in leads to: the app's authorization request if there is one, otherwise an account page. */
public final class ReturnPath {
    private static final String SETTINGS = "/settings";

    /** The allowed targets; any other would be an open redirect. */
    private static final Set<String> ACCOUNT_PAGES =
            Set.of(SETTINGS, "/auth/edit", "/auth/sessions", "/oauth/authorized_applications");

    private ReturnPath() {}

    public static String fromParams(Params params) {
        String query = PageLayout.forwardedQuery(params);
        return query.isEmpty() ? accountPage(params) : "/oauth/authorize" + query;
    }

    static String accountPage(Params params) {
        return params.text("then").filter(ACCOUNT_PAGES::contains).orElse(SETTINGS);
    }
}
