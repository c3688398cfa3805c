package dev.stagecraft.provider.migration.raw;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Small questions to a database. */
final class Rows {
    private Rows() {}

    /** The first column, without nulls, in the order of the answer. */
    static Set<String> texts(Connection connection, String query, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var texts = new LinkedHashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    if (text != null) {
                        texts.add(text);
                    }
                }
            }
            return texts;
        }
    }

    /** Runs a change and returns how many rows it met. */
    static int change(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
