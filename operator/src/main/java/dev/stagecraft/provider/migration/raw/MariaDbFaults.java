package dev.stagecraft.provider.migration.raw;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MariaDB's and MySQL's errors without data: the message is kept only for errors known to name objects alone. */
final class MariaDbFaults {
    private static final int SYNTAX = 1064;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    /** Also said by other options of the server that forbid a statement. */
    private static final int OPTION_FORBIDS = 1290;

    private static final int READ_ONLY_MODE = 1836;
    private static final Set<Integer> LOST =
            Set.of(1053, 1077, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 4031);
    private static final Set<Integer> DENIED = Set.of(1044, 1045, 1049, 1251, 1698);
    private static final Set<Integer> NAME_OBJECTS = Set.of(
            1007, 1008, 1022, 1046, 1048, 1050, 1051, 1052, 1054, 1059, 1060, 1061, 1063, 1068, 1069, 1070, 1071, 1072,
            1075, 1091, 1101, 1103, 1109, 1113, 1136, 1142, 1143, 1146, 1170, 1171, 1205, 1213, 1215, 1227, 1290, 1304,
            1305, 1317, 1359, 1360, 1364, 1451, 1452, 1553, 1826, 1832, 1833, 1846, 1969, 4025);
    private static final Map<Integer, String> WITHOUT_DATA = Map.of(
            1062, "a value would be twice where it must be unique",
            1264, "a value is out of the range of its column",
            1265, "a value does not fit its column and would be cut",
            1292, "a value does not have the form of its type",
            1366, "a value does not have the form of its type",
            1406, "a value is too long for its column",
            1644, "raised by the application's own code; its message is left out, as it may hold data");
    private static final Pattern CONNECTION = Pattern.compile("^\\(conn=\\d+\\) ");
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"?");
    private static final Pattern AT_LINE = Pattern.compile(" at line (\\d{1,7})\\s*$");

    private MariaDbFaults() {}

    static DatabaseFault read(SQLException exception) {
        int code = exception.getErrorCode();
        String state = String.valueOf(exception.getSQLState());
        String text = "error %d, SQLSTATE %s%s".formatted(code, state, message(exception, code, state));
        if (DENIED.contains(code) || state.startsWith("28")) {
            return DatabaseFault.of(DatabaseFault.Kind.DENIED, text);
        }
        if (readsOnly(exception)) {
            return DatabaseFault.of(DatabaseFault.Kind.CONNECTION_LOST, text + DatabaseFault.READS_ONLY);
        }
        if (state.startsWith("08") || LOST.contains(code)) {
            return DatabaseFault.of(DatabaseFault.Kind.CONNECTION_LOST, text);
        }
        var kind = code == LOCK_WAIT_TIMEOUT ? DatabaseFault.Kind.LOCK_TIMEOUT : DatabaseFault.Kind.OTHER;
        return new DatabaseFault(kind, text, code == SYNTAX ? lineOffset(exception) : 0);
    }

    private static boolean readsOnly(SQLException exception) {
        int code = exception.getErrorCode();
        boolean option = code == OPTION_FORBIDS
                && String.valueOf(exception.getMessage()).replace('_', '-').contains("read-only");
        return option || code == READ_ONLY_MODE;
    }

    private static String message(SQLException exception, int code, String state) {
        String known = WITHOUT_DATA.get(code);
        if (known != null) {
            return " (" + known + ")";
        }
        if (code == SYNTAX) {
            return ", syntax error";
        }
        if (NAME_OBJECTS.contains(code) && exception.getMessage() != null) {
            String message = CONNECTION.matcher(exception.getMessage()).replaceFirst("");
            return ", " + LITERAL.matcher(message).replaceAll("\"…\"");
        }
        return state.startsWith("08") ? " (the connection failed)" : " (the message is left out, as it may hold data)";
    }

    /** The database counts from the first line of the statement, which is line 1. */
    private static int lineOffset(SQLException exception) {
        Matcher found = AT_LINE.matcher(String.valueOf(exception.getMessage()));
        return found.find() ? Math.max(0, Integer.parseInt(found.group(1)) - 1) : 0;
    }
}
