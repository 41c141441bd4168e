package social.skein.filter;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;

/** An account changed its filters: clients and processes that cache them reload them. */
public record FiltersChanged(AccountId account) {
    public static final HintType<FiltersChanged> HINT = new HintType<>("skein.filters", FiltersChanged.class);
}
