package social.skein.objectstore;

/** The check of the limit of a list. */
final class PageSize {
    private PageSize() {}

    static int require(int limit) {
        if (limit < 1 || limit > ObjectStore.MAX_PAGE) {
            throw new IllegalArgumentException(
                    "A page of a list has between 1 and " + ObjectStore.MAX_PAGE + " objects, not " + limit);
        }
        return limit;
    }
}
