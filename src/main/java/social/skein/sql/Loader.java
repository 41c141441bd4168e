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
public final class Loader implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final Connection connection;

    private Loader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Commits do not wait for the disk here: after a crash a load may have lost its last transactions, but never a part of
     * one or an earlier one.
     */
    public static Loader connect(PostgresUri uri) {
        return attempt("reach the database", () -> {
            Connection connection = DriverManager.getConnection(uri.jdbcUrl(), uri.user(), uri.password());
            Loader loader = new Loader(connection);
            loader.update("set synchronous_commit = off");
            return loader;
        });
    }

    /** Makes a record of a row. */
    public interface Of<T> {
        T row(ResultSet row) throws SQLException;
    }

    /** How many rows the statement touched. */
    @CanIgnoreReturnValue
    public int update(@CompileTimeConstant String sql, Object... arguments) {
        return attempt("carry out a statement", () -> {
            try (PreparedStatement statement = prepared(sql, arguments)) {
                return statement.executeUpdate();
            }
        });
    }

    public <T> List<T> list(@CompileTimeConstant String sql, Of<T> of, Object... arguments) {
        return attempt("read", () -> {
            try (PreparedStatement statement = prepared(sql, arguments);
                    ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(of.row(rows));
                }
                return found;
            }
        });
    }

    private PreparedStatement prepared(@CompileTimeConstant String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** Puts rows in; the statement is a {@code copy} from standard input in the binary format. */
    public void copy(@CompileTimeConstant String statement, CopyRows rows) {
        long copied = attempt("load rows", () -> {
            byte[] all = rows.finished();
            CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            for (int from = 0; from < all.length; from += PIECE) {
                in.writeToCopy(all, from, Math.min(PIECE, all.length - from));
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

    private interface Attempt<T> {
        T make() throws SQLException;
    }

    @CanIgnoreReturnValue
    private static <T> T attempt(String what, Attempt<T> attempt) {
        try {
            return attempt.make();
        } catch (SQLException refused) {
            throw new IllegalStateException("PostgreSQL did not " + what + ": " + refused.getMessage(), refused);
        }
    }
}
