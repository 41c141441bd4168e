package social.skein.signup;

/**
 * A user of another product.
 *
 * @param issuer the OpenID Connect issuer; empty for the id that a backend passed while none was configured
 * @param subject the id of the user at the issuer
 */
public record ExternalIdentity(String issuer, String subject) {}
