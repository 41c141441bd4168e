package social.skein.cli;

import io.vertx.core.Future;
import java.util.Locale;
import social.skein.account.AccountState;
import social.skein.account.AdminAccount;
import social.skein.model.AccountId;
import social.skein.oauth.AccountModeration;

/** What an operator can decide about somebody's account. */
enum ModerationAction {
    CONFIRM("Say that the e-mail address is theirs.", "confirmed", "was confirmed already"),
    APPROVE("Let somebody in who asked to join.", "let in", "was let in already"),
    REJECT(
            "Turn somebody away who asked to join: nothing stays of them, and the name is free again.",
            "turned away",
            "was let in already; suspend locks them out"),
    SUSPEND(
            "Lock somebody out and hide what they wrote. Their sessions end, their apps are refused.",
            "suspended",
            "was suspended already"),
    UNSUSPEND(
            "Let somebody in again who was suspended, and show what they wrote.", "let in again", "was not suspended");

    final String description;
    final String doneText;
    final String unchangedText;

    ModerationAction(String description, String done, String nothing) {
        this.description = description;
        this.doneText = done;
        this.unchangedText = nothing;
    }

    /** Whether it would change something. */
    boolean appliesTo(AdminAccount member) {
        return switch (this) {
            case CONFIRM -> !member.confirmed();
            case APPROVE, REJECT -> !member.approved();
            case SUSPEND -> member.state() != AccountState.SUSPENDED;
            case UNSUSPEND -> member.state() == AccountState.SUSPENDED;
        };
    }

    /** Whether it changed something. */
    Future<Boolean> apply(AccountModeration admissions, AccountId account) {
        return switch (this) {
            case CONFIRM -> admissions.confirm(account);
            case APPROVE -> admissions.approve(account);
            case REJECT -> admissions.reject(account);
            case SUSPEND -> admissions.suspend(account);
            case UNSUSPEND -> admissions.unsuspend(account);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
