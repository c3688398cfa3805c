package dev.stagecraft.provider.migration.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.secret.Secret;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code postgres://user:password@host:port/database?sslmode=…} and its kin; what it throws quotes nothing of the text. */
final class UrlReader {
    private static final Pattern SCHEME = Pattern.compile("(?:jdbc:)?([a-z0-9]{1,20})(?:\\+[a-z0-9_]{1,20})?:(.*)");
    private static final Pattern REST = Pattern.compile("//(?:([^/?#]*)@)?([^/?#@]*)(?:/([^?#]*))?(?:\\?([^#]*))?");
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::(\\d{1,5}))?");
    private static final Pattern ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    /** Drivers end a name at these and take what follows for options of their own. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[?&#;\\p{Cntrl}]");

    private static final int POSTGRESQL_PORT = 5432;
    private static final int MARIADB_PORT = 3306;
    private static final int MAX_PORT = 65_535;

    private UrlReader() {}

    /** @throws MigrationException {@code INVALID_CONFIG} with a sentence that says what is wrong, not what was read */
    static DatabaseUrl read(Secret url) {
        Matcher text = SCHEME.matcher(url.reveal().strip());
        if (!text.matches()) {
            throw invalid("it does not begin with postgres://, mysql://, mariadb:// or sqlite:");
        }
        return switch (text.group(1)) {
            case "postgres", "postgresql" -> server(Dialect.POSTGRESQL, POSTGRESQL_PORT, text.group(2));
            case "mysql", "mysql2", "mariadb" -> server(Dialect.MARIADB, MARIADB_PORT, text.group(2));
            case "sqlite", "sqlite3" -> file(text.group(2));
            default -> throw invalid("it is not for PostgreSQL, MySQL, MariaDB or SQLite");
        };
    }

    private static DatabaseUrl file(String rest) {
        String path = rest.startsWith("//") ? rest.substring(2) : rest;
        int query = path.indexOf('?');
        if (query >= 0 || !path.startsWith("/") || path.endsWith("/")) {
            throw invalid("for SQLite it is sqlite:/path/to/file, absolute and without options");
        }
        return new DatabaseUrl(Dialect.SQLITE, "", 0, name(path), "", Secret.of(""), Map.of());
    }

    private static DatabaseUrl server(Dialect dialect, int defaultPort, String rest) {
        Matcher parts = REST.matcher(rest);
        if (!parts.matches()) {
            throw invalid("it has no //host, or characters of the password that must be percent-encoded (@ : / ? # %)");
        }
        Matcher host = HOST.matcher(parts.group(2));
        if (!host.matches()) {
            throw invalid("its host and port cannot be read: one host is needed, and in the password the characters"
                    + " @ : / ? # % must be percent-encoded");
        }
        var options = options(parts.group(4) == null ? "" : parts.group(4));
        String userInfo = parts.group(1) == null ? "" : parts.group(1);
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? decoded(userInfo) : decoded(userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        String inQuery = options.remove("password");
        String userInQuery = options.remove("user");
        String database = name(parts.group(3) == null ? "" : parts.group(3));
        user = user.isEmpty() && userInQuery != null ? userInQuery : user;
        if (user.isEmpty() || database.isEmpty() || database.indexOf('/') >= 0) {
            throw invalid(
                    user.isEmpty()
                            ? "it names no user"
                            : "it names no database: the part after the host is /name, without another slash");
        }
        return new DatabaseUrl(
                dialect,
                host.group(1).replace("[", "").replace("]", ""),
                port(host.group(2), defaultPort),
                database,
                user,
                Secret.of(password.isEmpty() && inQuery != null ? inQuery : password),
                UrlOptions.checked(dialect, options));
    }

    private static int port(@Nullable String text, int otherwise) {
        int port = text == null ? otherwise : Integer.parseInt(text);
        if (port < 1 || port > MAX_PORT) {
            throw invalid("its port is not between 1 and 65535");
        }
        return port;
    }

    private static Map<String, String> options(String query) {
        var options = new TreeMap<String, String>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equal = pair.indexOf('=');
                String name = equal < 0 ? pair : pair.substring(0, equal);
                options.put(
                        decoded(name).toLowerCase(Locale.ROOT), equal < 0 ? "" : decoded(pair.substring(equal + 1)));
            }
        }
        return options;
    }

    private static String name(String text) {
        String name = decoded(text);
        if (NOT_IN_NAMES.matcher(name).find()) {
            throw invalid(
                    "the name of its database holds a control character or one of ? & # ;, percent-encoded or not,"
                            + " behind which drivers read options: rename the database");
        }
        return name;
    }

    /** A plus stays a plus: only forms write a blank so, and passwords have plus signs. */
    private static String decoded(String text) {
        if (ESCAPE.matcher(text).find()) {
            throw invalid("it has a % that is not followed by two hex digits: a % of its own is written %25");
        }
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    static MigrationException invalid(String what) {
        return new MigrationException(
                MigrationException.Code.INVALID_CONFIG,
                MigrationReason.INVALID_CONFIGURATION,
                "The connection string in the Secret cannot be used: " + what + ".");
    }
}
