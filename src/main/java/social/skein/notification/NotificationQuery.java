package social.skein.notification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;

/**
 * The notifications of an account that a request selects.
 *
 * @param from selects the actions of this account only, if present
 * @param includeFiltered whether to include the notifications that the owner's policy withheld
 * @param excludedAccounts the accounts whose actions are never shown
 */
record NotificationQuery(
        AccountId owner,
        Set<NotificationType> types,
        Optional<AccountId> from,
        boolean includeFiltered,
        Set<AccountId> excludedAccounts) {

    /**
     * The condition on rows with the alias {@code n}; its arguments are the first of a statement, {@code $1} to {@code
     * $5}.
     */
    static final String CONDITION = """
            n.account_id = $1 and n.type = any($2) and ($3::bigint = 0 or n.from_account_id = $3)
            and ($4::boolean or not n.filtered) and n.from_account_id <> all($5::bigint[])
            """;

    /** The same condition on rows with the alias {@code newer}. */
    static final String NEWER_CONDITION = """
            newer.account_id = $1 and newer.type = any($2) and ($3::bigint = 0 or newer.from_account_id = $3)
            and ($4::boolean or not newer.filtered) and newer.from_account_id <> all($5::bigint[])
            """;

    static NotificationQuery all(AccountId owner, Set<AccountId> excludedAccounts) {
        return new NotificationQuery(
                owner, EnumSet.allOf(NotificationType.class), Optional.empty(), false, excludedAccounts);
    }

    /** The arguments of {@link #CONDITION}, followed by {@code more}. */
    Object[] sqlArguments(Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                owner.value(),
                typeNames(types),
                from.map(AccountId::value).orElse(0L),
                includeFiltered,
                excludedAccounts.stream().map(AccountId::value).toArray(Long[]::new)));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    static Object typeNames(Set<NotificationType> types) {
        return types.stream().map(NotificationType::toString).toArray(String[]::new);
    }
}
