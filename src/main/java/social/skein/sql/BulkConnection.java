package social.skein.sql;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * A JDBC connection for bulk loads with COPY. It blocks, so it must not be used on an event loop. Placeholders in
 * statements are JDBC's question marks.
 */
public final class BulkConnection implements AutoCloseable {
    /** Moves the sequences of all shards past an id, so that none is drawn twice. */
    public static final String ADVANCE_IDS = "update id_shard set last = greatest(last, ?)";

    private static final int CHUNK_SIZE = 1 << 16;

    private final Connection connection;

    private BulkConnection(Connection connection) {
        this.connection = connection;
    }

    /**
     * Connects with asynchronous commit: a crash of the database may lose the last transactions, but never a part of
     * one, nor one that precedes a surviving one.
     */
    public static BulkConnection connect(PostgresUri uri) {
        return attempt("accept the connection", () -> {
            Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.user(), uri.password());
            BulkConnection bulk = new BulkConnection(connection);
            bulk.update("set synchronous_commit = off");
            return bulk;
        });
    }

    /** Maps a row to a record. */
    public interface JdbcRowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Executes a statement and returns the number of affected rows. */
    @CanIgnoreReturnValue
    public int update(@CompileTimeConstant String sql, Object... arguments) {
        return attempt("execute a statement", () -> {
            try (PreparedStatement statement = prepare(sql, arguments)) {
                return statement.executeUpdate();
            }
        });
    }

    public <T> List<T> list(@CompileTimeConstant String sql, JdbcRowMapper<T> mapper, Object... arguments) {
        return attempt("execute a query", () -> {
            try (PreparedStatement statement = prepare(sql, arguments);
                    ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
                return found;
            }
        });
    }

    private PreparedStatement prepare(@CompileTimeConstant String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** Loads rows; the statement is a {@code copy ... from stdin} in the binary format. */
    public void copy(@CompileTimeConstant String statement, CopyRows rows) {
        long copied = attempt("load the rows", () -> {
            byte[] data = rows.finish();
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            for (int from = 0; from < data.length; from += CHUNK_SIZE) {
                in.writeToCopy(data, from, Math.min(CHUNK_SIZE, data.length - from));
            }
            return in.endCopy();
        });
        assert copied == rows.rows();
    }

    /** Runs the work in one transaction, and rolls back if it throws. */
    public void transaction(Runnable work) {
        attempt("begin a transaction", () -> {
            connection.setAutoCommit(false);
            return true;
        });
        try {
            work.run();
            attempt("commit a transaction", () -> {
                connection.commit();
                return true;
            });
        } finally {
            attempt("end a transaction", () -> {
                connection.rollback();
                connection.setAutoCommit(true);
                return true;
            });
        }
    }

    @Override
    public void close() {
        attempt("close the connection", () -> {
            connection.close();
            return true;
        });
    }

    private interface JdbcCall<T> {
        T run() throws SQLException;
    }

    @CanIgnoreReturnValue
    private static <T> T attempt(String action, JdbcCall<T> call) {
        try {
            return call.run();
        } catch (SQLException failure) {
            throw new IllegalStateException("PostgreSQL did not " + action + ": " + failure.getMessage(), failure);
        }
    }
}
