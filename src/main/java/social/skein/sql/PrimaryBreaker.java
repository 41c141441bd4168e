package social.skein.sql;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import social.skein.model.Problem;

/**
 * Fails statements at once while the health check finds that the primary does not answer. A frozen server accepts
 * connections, so without the breaker each request would wait until its deadline.
 */
public final class PrimaryBreaker {
    private volatile BooleanSupplier open = () -> false;

    /**
     * Sets the condition.
     *
     * @param isDown the result of the health check, which uses connections that have no breaker
     */
    public void openWhile(BooleanSupplier isDown) {
        open = isDown;
    }

    Optional<Problem> refusal() {
        return open.getAsBoolean()
                ? Optional.of(new Problem.Unavailable(PgErrors.UNAVAILABLE, "PostgreSQL does not answer"))
                : Optional.empty();
    }
}
