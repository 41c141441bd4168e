package social.skein.cli;

import io.vertx.core.Future;
import java.util.Locale;
import social.skein.account.Member;
import social.skein.account.Standing;
import social.skein.model.AccountId;
import social.skein.oauth.Admissions;

/** What an operator can decide about somebody's account. */
enum AccountStep {
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
    final String done;
    final String nothing;

    AccountStep(String description, String done, String nothing) {
        this.description = description;
        this.done = done;
        this.nothing = nothing;
    }

    /** Whether it would change something. */
    boolean concerns(Member member) {
        return switch (this) {
            case CONFIRM -> !member.confirmed();
            case APPROVE, REJECT -> !member.approved();
            case SUSPEND -> member.standing() != Standing.SUSPENDED;
            case UNSUSPEND -> member.standing() == Standing.SUSPENDED;
        };
    }

    /** Whether it changed something. */
    Future<Boolean> take(Admissions admissions, AccountId account) {
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
