package social.skein.simulation;

/** Bugs that are put in to see that histories find them. */
enum PlantedBug {
    /** A consumer that commits what it has been handed before anything is done with it. */
    COMMIT_BEFORE_WRITE,
    /** A role whose rows have no natural key, so that telling it twice counts twice. */
    NON_IDEMPOTENT_WRITE,
    /** A reader that shows a live timeline as it lies in Redis. */
    READ_UNSORTED_LIST,
    /** A relay that remembers the last id it has seen and asks for what is greater. */
    POLL_BY_LAST_ID;

    static final String SELECT_AFTER_LAST = """
            select id, topic, actor_id, payload, trace, coalesce(target_role, '') as target_role
              from outbox
             where id > $1
             order by id
             limit $2
            """;
}
