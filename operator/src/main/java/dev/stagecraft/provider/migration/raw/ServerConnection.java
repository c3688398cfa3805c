package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.raw.Database.Access;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** What is the same in connecting to any database server. */
final class ServerConnection {
    private static final int GRACE_SECONDS = 30;

    private ServerConnection() {}

    /** Whom to connect as; the kind adds what its driver understands. */
    static Properties login(DatabaseUrl url) {
        var properties = new Properties();
        properties.setProperty("user", url.user());
        properties.setProperty("password", url.password().reveal());
        return properties;
    }

    /** How long an answer is waited for: longer than the server itself lets a statement run. */
    static long socketSeconds(Limits limits) {
        return Limits.seconds(limits.statement()) + GRACE_SECONDS;
    }

    /**
     * Connects through that very driver; whatever else is registered in the JVM is not asked.
     *
     * @param subprotocol what JDBC calls the kind of database
     * @param database as the driver's URL writes it
     */
    static Connection open(Driver driver, String subprotocol, String database, Access access, Properties properties)
            throws SQLException {
        String host = access.passage().host();
        Connection connection = driver.connect(
                "jdbc:%s://%s:%d/%s"
                        .formatted(
                                subprotocol,
                                host.contains(":") ? "[" + host + "]" : host,
                                access.passage().port(),
                                database),
                properties);
        if (connection == null) {
            throw new SQLException("The driver does not know its own form of URL.", "08001");
        }
        try {
            connection.setReadOnly(access.readOnly());
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}
