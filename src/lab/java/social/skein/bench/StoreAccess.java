package social.skein.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import social.skein.embedded.Standby;
import social.skein.sql.PostgresUri;
import social.skein.support.Jdbc;

/** Direct access to the PostgreSQL and Redis of a data folder, without Skein. */
record StoreAccess(StoreAddress postgres, StoreAddress redis) {

    record StoreAddress(String port, String password) {
        @Override
        public String toString() {
            return "127.0.0.1:" + port;
        }
    }

    static StoreAccess load(Path dataFolder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(dataFolder.resolve("servers.properties"))) {
            properties.load(reader);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        return new StoreAccess(readAddress(properties, "postgres"), readAddress(properties, "redis"));
    }

    private static StoreAddress readAddress(Properties properties, String name) {
        return new StoreAddress(properties.getProperty(name + ".port"), properties.getProperty(name + ".password"));
    }

    /** Returns a copy whose PostgreSQL has another port: that of a replica. */
    StoreAccess withPostgresPort(int port) {
        return new StoreAccess(new StoreAddress(Integer.toString(port), postgres.password), redis);
    }

    /** Returns the PostgreSQL as the primary of a replica. */
    Standby.Primary primary(Path data) {
        return new Standby.Primary(data, Integer.parseInt(postgres.port), postgres.password);
    }

    Connection connect() throws SQLException {
        return connect("skein");
    }

    private Connection connect(String database) throws SQLException {
        return Jdbc.connect(
                PostgresUri.parse("postgresql://skein:" + postgres.password + "@" + postgres + "/" + database));
    }

    /** Returns the first column of each row. */
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

    /** Runs an update in another database of this server. */
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
