package social.skein.signup;

import social.skein.account.AccountFeature;
import social.skein.config.Registration;
import social.skein.feature.Feature;

/** The ways to create an account. Its routes belong to {@code oauth} (apps) and {@code web} (the sign-up page). */
public final class SignUpFeature implements Feature {
    private final PublicSignUp publicSignUp;
    private final OperatorSignUp operatorSignUp;

    public SignUpFeature(AccountFeature accounts, Registration registration, boolean requireConfirmedEmail) {
        this.publicSignUp =
                new PublicSignUp(accounts.accounts(), accounts.passwordHasher(), registration, requireConfirmedEmail);
        this.operatorSignUp = new OperatorSignUp(accounts.accounts(), accounts.passwordHasher());
    }

    public PublicSignUp publicSignUp() {
        return publicSignUp;
    }

    public OperatorSignUp operatorSignUp() {
        return operatorSignUp;
    }
}
