package social.skein.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import social.skein.embedded.Standby;

/** The PostgreSQL and Redis of a data folder, as somebody reaches them who does not go through Skein. */
record StoreAccess(StoreAddress postgres, StoreAddress redis) {

    record StoreAddress(String port, String password) {
        @Override
        public String toString() {
            return "127.0.0.1:" + port;
        }
    }

    static StoreAccess load(Path dataFolder) {
        Properties written = new Properties();
        try (Reader reader = Files.newBufferedReader(dataFolder.resolve("servers.properties"))) {
            written.load(reader);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        return new StoreAccess(readAddress(written, "postgres"), readAddress(written, "redis"));
    }

    private static StoreAddress readAddress(Properties written, String name) {
        return new StoreAddress(written.getProperty(name + ".port"), written.getProperty(name + ".password"));
    }

    /** The same with a PostgreSQL on another port, which is a copy of this one. */
    StoreAccess withPostgresPort(int port) {
        return new StoreAccess(new StoreAddress(Integer.toString(port), postgres.password), redis);
    }

    /** The PostgreSQL for who would copy it. */
    Standby.Primary primary(Path data) {
        return new Standby.Primary(data, Integer.parseInt(postgres.port), postgres.password);
    }

    Connection connect() throws SQLException {
        return connect("skein");
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + postgres + "/" + database, "skein", postgres.password);
    }

    /** The first column of each row. */
    List<String> queryColumn(String sql, Object... arguments) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }

    int update(String sql, Object... arguments) {
        return updateInDatabase("skein", sql, arguments);
    }

    /** The same in another database of this server. */
    int updateInDatabase(String database, String sql, Object... arguments) {
        try (Connection connection = connect(database);
                PreparedStatement statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
