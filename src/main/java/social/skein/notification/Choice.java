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
 * @param filtered whether also what the owner's policy kept back
 * @param silent whose doings are never shown
 */
record Choice(
        AccountId owner,
        Set<NotificationType> types,
        Optional<AccountId> from,
        boolean filtered,
        Set<AccountId> silent) {

    /** The condition on the rows of an alias; its arguments are the first of a statement, {@code $1} to {@code $5}. */
    static String rows(String alias) {
        return """
                %1$s.account_id = $1 and %1$s.type = any($2) and ($3::bigint = 0 or %1$s.from_account_id = $3)
                and ($4::boolean or not %1$s.filtered) and %1$s.from_account_id <> all($5::bigint[])
                """.formatted(alias).strip();
    }

    static Choice all(AccountId owner, Set<AccountId> silent) {
        return new Choice(owner, EnumSet.allOf(NotificationType.class), Optional.empty(), false, silent);
    }

    /** The arguments of {@link #rows}, and more after them. */
    Object[] arguments(Object... more) {
        List<Object> all = new ArrayList<>(List.of(
                owner.value(),
                words(types),
                from.map(AccountId::value).orElse(0L),
                filtered,
                silent.stream().map(AccountId::value).toArray(Long[]::new)));
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    static Object words(Set<NotificationType> types) {
        return types.stream().map(NotificationType::toString).toArray(String[]::new);
    }
}
