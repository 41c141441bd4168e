package social.skein.notification;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import social.skein.model.AccountId;

/**
 * Which of an account's notifications are asked for.
 *
 * @param from only what this account did, where there is one
 * @param includeFiltered whether also what the owner's policy kept back
 * @param excludedAccounts whose doings are never shown
 */
record NotificationQuery(
        AccountId owner,
        Set<NotificationType> types,
        Optional<AccountId> from,
        boolean includeFiltered,
        Set<AccountId> excludedAccounts) {

    /** The condition on the rows of the alias {@code n}; its arguments are the first of a statement, {@code $1} to {@code $5}. */
    static final String CONDITION = """
            n.account_id = $1 and n.type = any($2) and ($3::bigint = 0 or n.from_account_id = $3)
            and ($4::boolean or not n.filtered) and n.from_account_id <> all($5::bigint[])
            """;

    /** The same on those of the alias {@code newer}. */
    static final String NEWER_CONDITION = """
            newer.account_id = $1 and newer.type = any($2) and ($3::bigint = 0 or newer.from_account_id = $3)
            and ($4::boolean or not newer.filtered) and newer.from_account_id <> all($5::bigint[])
            """;

    static NotificationQuery all(AccountId owner, Set<AccountId> excludedAccounts) {
        return new NotificationQuery(
                owner, EnumSet.allOf(NotificationType.class), Optional.empty(), false, excludedAccounts);
    }

    /** The arguments of {@link #CONDITION}, and more after them. */
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
