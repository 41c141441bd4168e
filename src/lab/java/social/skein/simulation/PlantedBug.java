package social.skein.simulation;

/** Bugs that can be planted to verify that the simulation finds them. */
enum PlantedBug {
    /** A consumer that commits records before they are processed. */
    COMMIT_BEFORE_WRITE,
    /** A role whose rows have no natural key, so that a repeated fact takes effect twice. */
    NON_IDEMPOTENT_WRITE,
    /** A reader that returns a live timeline in the order of the Redis list. */
    READ_UNSORTED_LIST,
    /** A relay that polls only for ids greater than the last one. */
    POLL_BY_LAST_ID;

    static final String SELECT_AFTER_LAST = """
            select id, topic, actor_id, payload, trace, coalesce(target_role, '') as target_role
              from outbox
             where id > $1
             order by id
             limit $2
            """;
}
