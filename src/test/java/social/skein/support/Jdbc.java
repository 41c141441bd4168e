package social.skein.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import social.skein.sql.PostgresUri;

/** Blocking access to PostgreSQL, past the code under test. */
public final class Jdbc {
    private Jdbc() {}

    /** A connection in auto-commit mode. */
    public static Connection connect(PostgresUri uri) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database(),
                uri.user(),
                uri.password());
    }

    /** Runs a statement; returns the first column of its rows, or nothing if it has none. */
    public static List<String> query(PostgresUri uri, String sql) {
        try (Connection connection = connect(uri);
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        } catch (SQLException rejected) {
            throw new AssertionError(sql, rejected);
        }
    }
}
