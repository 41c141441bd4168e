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
 * Records which population a database holds and which chunks are loaded, in the transactions that load them, so that a
 * later run can resume. Its tables are created by the first load, since most databases never hold a synthetic
 * population.
 */
final class LoadJournal {
    /** Key of the advisory lock held during a load. */
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

    /** The indexes dropped before the load, to be recreated afterwards. */
    private static final String CREATE_INDEX_TABLE =
            "create table if not exists crowd_index (name text primary key, definition text not null)";

    private static final String LOCK = "select pg_try_advisory_lock(" + LOCK_ID + ") as locked";

    private static final String FIND = "select profile, accounts, posts, began_at, finished_at from crowd_load";

    private static final String HAS_ROWS = """
            select exists (select from account) or exists (select from follow) or exists (select from status) as has_rows
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
              join pg_class tables on tables.oid = indrelid
             where tables.relnamespace = current_schema()::regnamespace and not indisunique
               and tables.relname in ('account', 'credential', 'follow', 'status', 'status_search', 'status_tag')
            """;

    private static final String INDEXES = "select name, definition from crowd_index order by name";

    private static final String CHUNKS = "select chunk from crowd_chunk where step = ?";

    private static final String ROWS = "select coalesce(sum(rows), 0) as rows from crowd_chunk where step = ?";

    private final BulkConnection connection;

    LoadJournal(BulkConnection connection) {
        this.connection = connection;
    }

    /** A load, in progress or finished. */
    record Load(String profile, int accounts, long posts, Instant startedAt, boolean finished) {
        boolean matches(PopulationProfile other, long otherPosts) {
            return profile.equals(other.name()) && accounts == other.accounts() && posts == otherPosts;
        }

        @Override
        public String toString() {
            return "seed --profile " + profile + " --accounts " + accounts + " --posts " + posts;
        }
    }

    /** A dropped index with its definition. */
    record Index(String name, String definition) {}

    /**
     * Starts or resumes the load. Fails if the database holds other accounts or another population, or if another
     * process is loading.
     */
    Load open(PopulationProfile profile, long posts) {
        if (!connection.list(LOCK, row -> row.getBoolean("locked")).get(0)) {
            throw new IllegalStateException(
                    "Another process is loading a population into this database; wait until it is finished.");
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
            throw new IllegalStateException("This database holds another population"
                    + (load.finished()
                            ? ", loaded with `" + load + "`; "
                            : ", partially loaded. Finish it with `" + load + "`, or ")
                    + "use an empty database.");
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

    @SuppressWarnings("CompileTimeConstant") // Index names from the catalog.
    private void begin(PopulationProfile profile, long posts) {
        if (connection.list(HAS_ROWS, row -> row.getBoolean("has_rows")).get(0)) {
            throw new IllegalStateException(
                    "This database already has accounts; a population can only be loaded into an empty one. Nothing was changed.");
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

    /** Recreates an index, on a connection of the caller. */
    @SuppressWarnings("CompileTimeConstant") // The definition is from pg_get_indexdef().
    static void recreateIndex(BulkConnection loader, Index index) {
        loader.transaction(() -> {
            loader.update("set local maintenance_work_mem = '256MB'");
            loader.update("set local max_parallel_maintenance_workers = 0");
            loader.update(index.definition());
            loader.update("delete from crowd_index where name = ?", index.name());
        });
    }

    /** The chunks of a step, counted from 0, that are not loaded yet. */
    List<Integer> missingChunks(String step, int chunks) {
        Set<Long> loaded = connection.list(CHUNKS, row -> row.getLong("chunk"), step).stream()
                .collect(Collectors.toSet());
        return LongStream.range(0, chunks)
                .filter(chunk -> !loaded.contains(chunk))
                .mapToObj(chunk -> (int) chunk)
                .toList();
    }

    /** Records a chunk as loaded, in the transaction that loads it. */
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
