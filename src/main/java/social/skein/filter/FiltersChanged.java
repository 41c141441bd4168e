package social.skein.filter;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** Somebody changed their filters: their clients, which may keep them, are told. */
public record FiltersChanged(AccountId account) {
    public static final Hint<FiltersChanged> HINT = new Hint<>("skein.filters", FiltersChanged.class);
}
