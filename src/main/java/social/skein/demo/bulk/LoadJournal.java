package social.skein.demo.bulk;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import social.skein.sql.BulkConnection;

/**
 * What crowd a database holds and how far it is loaded, written down in the transactions that load it: whenever a load ends,
 * the next run knows what there is. Its tables come with the first crowd, since hardly any database ever holds one.
 */
final class LoadJournal {
    /** Under which number PostgreSQL's advisory lock knows that somebody loads. */
    private static final long LOCK_ID = 0x63726f7764L;

    private static final String CREATE_LOAD_TABLE = """
            create table if not exists crowd_load (
                profile     text not null,
                accounts    integer not null,
                posts       bigint not null,
                began_at    timestamptz not null, -- posts are placed before this
                finished_at timestamptz
            )
            """;

    private static final String CREATE_CHUNK_TABLE = """
            create table if not exists crowd_chunk (
                step  text not null,
                chunk integer not null,
                rows  bigint not null,
                primary key (step, chunk)
            )
            """;

    /** What was dropped from empty tables, for loading without it, and is to be made again. */
    private static final String CREATE_INDEX_TABLE =
            "create table if not exists crowd_index (name text primary key, definition text not null)";

    private static final String LOCK = "select pg_try_advisory_lock(" + LOCK_ID + ") as locked";

    private static final String FIND = "select profile, accounts, posts, began_at, finished_at from crowd_load";

    private static final String HAS_ROWS = """
            select exists (select from account) or exists (select from follow) or exists (select from status) as inhabited
            """;

    private static final String BEGIN = """
            insert into crowd_load (profile, accounts, posts, began_at) values (?, ?, ?, ?)
            """;

    private static final String FINISH = "update crowd_load set finished_at = now()";

    private static final String SAVE_INDEXES = """
            insert into crowd_index (name, definition)
            select index.relname, pg_get_indexdef(index.oid)
              from pg_index
              join pg_class index on index.oid = indexrelid
              join pg_class loaded on loaded.oid = indrelid
             where loaded.relnamespace = current_schema()::regnamespace and not indisunique
               and loaded.relname in ('account', 'credential', 'follow', 'status', 'status_search', 'status_tag')
            """;

    private static final String INDEXES = "select name, definition from crowd_index order by name";

    private static final String CHUNKS = "select chunk from crowd_chunk where step = ?";

    private static final String ROWS = "select coalesce(sum(rows), 0) as rows from crowd_chunk where step = ?";

    private final BulkConnection connection;

    LoadJournal(BulkConnection loader) {
        this.connection = loader;
    }

    /** A load, under way or finished. */
    record Load(String profile, int accounts, long posts, Instant startedAt, boolean finished) {
        boolean matches(PopulationProfile wanted, long wantedPosts) {
            return profile.equals(wanted.name()) && accounts == wanted.accounts() && posts == wantedPosts;
        }

        @Override
        public String toString() {
            return "seed --profile " + profile + " --accounts " + accounts + " --posts " + posts;
        }
    }

    /** An index that is to be made again. */
    record Index(String name, String definition) {}

    /**
     * Begins the load, or finds it begun. Refuses where this database holds anybody who is not of this very crowd, or
     * where somebody else is loading.
     */
    Load open(PopulationProfile profile, long posts) {
        if (!connection.list(LOCK, row -> row.getBoolean("locked")).get(0)) {
            throw new IllegalStateException("Another process is loading a crowd into this database; wait for it.");
        }
        connection.update(CREATE_LOAD_TABLE);
        connection.update(CREATE_CHUNK_TABLE);
        connection.update(CREATE_INDEX_TABLE);
        List<Load> found = loads();
        if (found.isEmpty()) {
            begin(profile, posts);
            return loads().get(0);
        }
        Load load = found.get(0);
        if (!load.matches(profile, posts)) {
            throw new IllegalStateException("This database holds another crowd"
                    + (load.finished()
                            ? ", that of `" + load + "`; "
                            : ", half loaded. Finish it with `" + load + "`, or ")
                    + "take an empty database.");
        }
        return load;
    }

    private List<Load> loads() {
        return connection.list(
                FIND,
                row -> new Load(
                        row.getString("profile"),
                        row.getInt("accounts"),
                        row.getLong("posts"),
                        row.getTimestamp("began_at").toInstant(),
                        row.getTimestamp("finished_at") != null));
    }

    @SuppressWarnings("CompileTimeConstant") // Names of indexes, as PostgreSQL gave them.
    private void begin(PopulationProfile profile, long posts) {
        if (connection.list(HAS_ROWS, row -> row.getBoolean("inhabited")).get(0)) {
            throw new IllegalStateException(
                    "This database has people already; a crowd is loaded into an empty one only. Nothing was changed.");
        }
        connection.transaction(() -> {
            Timestamp now = Timestamp.from(Instant.now().truncatedTo(ChronoUnit.SECONDS));
            connection.update(BEGIN, profile.name(), profile.accounts(), posts, now);
            connection.update(SAVE_INDEXES);
            indexes().forEach(index -> connection.update("drop index " + index.name()));
        });
    }

    List<Index> indexes() {
        return connection.list(INDEXES, row -> new Index(row.getString("name"), row.getString("definition")));
    }

    /** Makes an index again, on a connection of the caller's. */
    @SuppressWarnings("CompileTimeConstant") // What pg_get_indexdef() said.
    static void recreateIndex(BulkConnection loader, Index index) {
        loader.transaction(() -> {
            loader.update("set local maintenance_work_mem = '256MB'");
            loader.update("set local max_parallel_maintenance_workers = 0");
            loader.update(index.definition());
            loader.update("delete from crowd_index where name = ?", index.name());
        });
    }

    /** The chunks of a step from 0 on that are not there yet. */
    List<Integer> missingChunks(String step, int chunks) {
        Set<Long> there = connection.list(CHUNKS, row -> row.getLong("chunk"), step).stream()
                .collect(Collectors.toSet());
        return LongStream.range(0, chunks)
                .filter(chunk -> !there.contains(chunk))
                .mapToObj(chunk -> (int) chunk)
                .toList();
    }

    /** Writes down, in the transaction that loads it, that a chunk is there. */
    static void recordChunk(BulkConnection loader, String step, int chunk, long rows) {
        loader.update("insert into crowd_chunk (step, chunk, rows) values (?, ?, ?)", step, chunk, rows);
    }

    long rows(String step) {
        return connection.list(ROWS, row -> row.getLong("rows"), step).get(0);
    }

    void finish() {
        connection.update(FINISH);
    }
}
