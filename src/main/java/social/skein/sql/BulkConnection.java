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
 * A connection for putting very many rows into the database at once, by COPY. It blocks, so it is for a thread that may
 * wait, which no event loop is; statements have the question marks of JDBC.
 */
public final class BulkConnection implements AutoCloseable {
    private static final int CHUNK_SIZE = 1 << 16;

    private final Connection connection;

    private BulkConnection(Connection connection) {
        this.connection = connection;
    }

    /**
     * Commits do not wait for the disk here: after a crash a load may have lost its last transactions, but never a part of
     * one or an earlier one.
     */
    public static BulkConnection connect(PostgresUri uri) {
        return attempt("reach the database", () -> {
            Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.user(), uri.password());
            BulkConnection loader = new BulkConnection(connection);
            loader.update("set synchronous_commit = off");
            return loader;
        });
    }

    /** Makes a record of a row. */
    public interface JdbcRowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** How many rows the statement touched. */
    @CanIgnoreReturnValue
    public int update(@CompileTimeConstant String sql, Object... arguments) {
        return attempt("carry out a statement", () -> {
            try (PreparedStatement statement = prepare(sql, arguments)) {
                return statement.executeUpdate();
            }
        });
    }

    public <T> List<T> list(@CompileTimeConstant String sql, JdbcRowMapper<T> mapper, Object... arguments) {
        return attempt("read", () -> {
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

    /** Puts rows in; the statement is a {@code copy} from standard input in the binary format. */
    public void copy(@CompileTimeConstant String statement, CopyRows rows) {
        long copied = attempt("load rows", () -> {
            byte[] all = rows.finish();
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            for (int from = 0; from < all.length; from += CHUNK_SIZE) {
                in.writeToCopy(all, from, Math.min(CHUNK_SIZE, all.length - from));
            }
            return in.endCopy();
        });
        assert copied == rows.rows();
    }

    /** Does all of the work or, where it fails, none. */
    public void transaction(Runnable work) {
        attempt("begin", () -> {
            connection.setAutoCommit(false);
            return true;
        });
        try {
            work.run();
            attempt("commit", () -> {
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
        attempt("leave the database", () -> {
            connection.close();
            return true;
        });
    }

    private interface JdbcCall<T> {
        T run() throws SQLException;
    }

    @CanIgnoreReturnValue
    private static <T> T attempt(String what, JdbcCall<T> call) {
        try {
            return call.run();
        } catch (SQLException refused) {
            throw new IllegalStateException("PostgreSQL did not " + what + ": " + refused.getMessage(), refused);
        }
    }
}
