package dev.stagecraft.sandbox.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * An empty database of its own.
 *
 * @param jdbc for tests that look into it or get in the way
 * @param url as a Secret would hold it
 * @param port of the server; 0 for SQLite
 */
public record TestDatabase(DatabaseKind kind, String jdbc, String url, int port) {
    /** One in the shared server of that kind; for SQLite a file in {@code directory}. */
    public static TestDatabase create(DatabaseKind kind, Path directory) {
        return switch (kind) {
            case POSTGRESQL -> PostgresServer.shared().createDatabase();
            case MARIADB -> MariaDbServer.shared().createDatabase();
            case SQLITE -> {
                Path file = directory.resolve("test.db").toAbsolutePath();
                yield new TestDatabase(kind, "jdbc:sqlite:" + file, "sqlite:" + file, 0);
            }
        };
    }

    public Connection connect() {
        try {
            return DriverManager.getConnection(jdbc);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs each of the statements, committed for itself. */
    public void run(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a query, columns joined by a blank. */
    public List<String> rows(String query) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                texts.add(String.join(" ", row));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same database, reached through another port. */
    public String urlThrough(int otherPort) {
        return url.replace(":" + port + "/", ":" + otherPort + "/");
    }
}
