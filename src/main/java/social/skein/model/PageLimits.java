package social.skein.model;

/**
 * The number of entries of a page, by default and at most.
 *
 * @param standard if the client sends no limit
 */
public record PageLimits(int standard, int max) {
    /** Of posts and conversations. */
    public static final PageLimits STATUSES = new PageLimits(20, 40);

    /** Of accounts, lists and notifications. Routes with other limits declare them. */
    public static final PageLimits ACCOUNTS = new PageLimits(40, 80);
}
