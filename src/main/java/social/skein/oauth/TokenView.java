package social.skein.oauth;

/** A token as the client API shows it, only when it is issued. */
record TokenView(String accessToken, String tokenType, String scope, long createdAt) {
    static TokenView of(Tokens.Issued issued) {
        return new TokenView(
                issued.secret().text(),
                "Bearer",
                issued.scopes().toString(),
                issued.createdAt().getEpochSecond());
    }
}
