package social.skein.signup;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.config.Registration;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** The ways to create an account. Its routes belong to {@code oauth} (apps) and {@code web} (the sign-up page). */
public final class SignUpFeature implements Feature {
    private final PublicSignUp publicSignUp;
    private final OperatorSignUp operatorSignUp;
    private final ExternalIdentities identities;
    private final ExternalSignUp externalSignUp;
    private final Sql sql;

    public SignUpFeature(Sql sql, AccountFeature accounts, Registration registration, boolean requireConfirmedEmail) {
        this.sql = sql;
        this.identities = new ExternalIdentities(sql);
        this.externalSignUp = new ExternalSignUp(accounts.accounts(), identities);
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

    public ExternalIdentities identities() {
        return identities;
    }

    public ExternalSignUp externalSignUp() {
        return externalSignUp;
    }

    @Override
    public List<ErasureStep> erasure() {
        return List.of(new TableErasure(sql, "external identities", "external_identity", "account_id"));
    }
}
