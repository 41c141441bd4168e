package social.skein.filter;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/** An account changed its filters: clients and processes that cache them reload them. */
public record FiltersChanged(AccountId account) {
    public static final Hint<FiltersChanged> HINT = new Hint<>("skein.filters", FiltersChanged.class);
}
