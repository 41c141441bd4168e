package social.skein.cli;

import io.vertx.core.Future;
import java.util.Locale;
import social.skein.account.AccountState;
import social.skein.account.AdminAccount;
import social.skein.model.AccountId;
import social.skein.oauth.AccountModeration;

/** The moderation actions of an operator. */
enum ModerationAction {
    CONFIRM("Mark the e-mail address as confirmed.", "confirmed", "already confirmed"),
    APPROVE("Approve a pending sign-up.", "approved", "already approved"),
    REJECT(
            "Reject a pending sign-up: the account is deleted and its name is free again.",
            "rejected",
            "already approved; use suspend instead",
            true),
    SUSPEND(
            "Suspend an account: its posts are hidden, its sessions and app tokens are refused.",
            "suspended",
            "already suspended"),
    UNSUSPEND("Lift the suspension of an account and show its posts again.", "unsuspended", "not suspended");

    final String description;
    final String doneText;
    final String unchangedText;
    /** Whether an account that stays as it is contradicts the operator's intention. */
    final boolean failsIfUnchanged;

    ModerationAction(String description, String doneText, String unchangedText) {
        this(description, doneText, unchangedText, false);
    }

    ModerationAction(String description, String doneText, String unchangedText, boolean failsIfUnchanged) {
        this.description = description;
        this.doneText = doneText;
        this.unchangedText = unchangedText;
        this.failsIfUnchanged = failsIfUnchanged;
    }

    /** Whether the action would change the account. */
    boolean appliesTo(AdminAccount account) {
        return switch (this) {
            case CONFIRM -> !account.confirmed();
            case APPROVE, REJECT -> !account.approved();
            case SUSPEND -> account.state() != AccountState.SUSPENDED;
            case UNSUSPEND -> account.state() == AccountState.SUSPENDED;
        };
    }

    /** Applies the action; true if it changed something. */
    Future<Boolean> apply(AccountModeration moderation, AccountId account) {
        return switch (this) {
            case CONFIRM -> moderation.confirm(account);
            case APPROVE -> moderation.approve(account);
            case REJECT -> moderation.reject(account);
            case SUSPEND -> moderation.suspend(account);
            case UNSUSPEND -> moderation.unsuspend(account);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
