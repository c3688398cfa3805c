package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.raw.sql.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What may stand after the {@code ?} of a connection string. Drivers have options that load classes and read files of the operator,
 * so only what is listed here has an effect, and what is neither listed nor known to be without meaning is refused.
 */
final class UrlOptions {
    /** How the connection is protected; the words are those of {@code libpq}. */
    static final String SSL_MODE = "sslmode";
    /** The schema, for PostgreSQL. */
    static final String SCHEMA = "schema";

    /** What stands between, where it is {@link #SESSION}: a pooler that keeps one session for each connection. */
    static final String POOLER = "pgbouncer";

    static final String SESSION = "session";

    private static final Set<String> SSL_NAMES = Set.of("sslmode", "ssl-mode", "ssl_mode");
    private static final Set<String> SCHEMA_NAMES = Set.of("schema", "currentschema", "search_path");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /** Of other clients: how they pool, encode and call themselves. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "application_name",
            "applicationname",
            "channel_binding",
            "charset",
            "characterencoding",
            "client_encoding",
            "collation",
            "connect_timeout",
            "connection_limit",
            "encoding",
            "parsetime",
            "pool",
            "pool_timeout",
            "reconnect",
            "servertimezone",
            "sslaccept",
            "statement_cache_size",
            "useunicode");

    private UrlOptions() {}

    static Map<String, String> checked(Dialect dialect, Map<String, String> written) {
        var options = new TreeMap<String, String>();
        written.forEach((name, value) -> {
            if (SSL_NAMES.contains(name)) {
                options.put(SSL_MODE, sslMode(value));
            } else if (dialect == Dialect.POSTGRESQL && SCHEMA_NAMES.contains(name)) {
                if (!IDENTIFIER.matcher(value).matches()) {
                    throw UrlReader.invalid("its option " + name + " is no single schema name");
                }
                options.put(SCHEMA, value);
            } else if (name.equals("ssl") || name.equals("usessl") || name.equals("tls")) {
                options.putIfAbsent(SSL_MODE, ssl(value));
            } else if (name.equals(POOLER)) {
                pooler(value).ifPresent(mode -> options.put(POOLER, mode));
            } else if (!WITHOUT_MEANING.contains(name)) {
                throw UrlReader.invalid("its option "
                        + (NAME.matcher(name).matches() ? name : "with a name of other characters than letters")
                        + " is not known; known are sslmode and, for PostgreSQL, schema");
            }
        });
        return options;
    }

    private static Optional<String> pooler(String value) {
        String mode = value.toLowerCase(Locale.ROOT);
        if (!mode.equals("false") && !mode.equals(SESSION)) {
            throw UrlReader.invalid(
                    "its option pgbouncer says that a pooler stands between, which shares sessions with the"
                            + " application, and the runner's lock and settings belong to one session: give the database's own port,"
                            + " without pgbouncer, or say pgbouncer=session where it keeps one session for each connection");
        }
        return Optional.of(mode).filter(SESSION::equals);
    }

    private static String sslMode(String value) {
        String mode = value.toLowerCase(Locale.ROOT).replace('_', '-');
        String known = switch (mode) {
            case "disabled" -> "disable";
            case "required", "trust" -> "require";
            case "verify-identity" -> "verify-full";
            case "preferred" -> "prefer";
            default -> mode;
        };
        if (!List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
                .contains(known)) {
            throw UrlReader.invalid("its sslmode is none of disable, prefer, require, verify-ca and verify-full");
        }
        return known;
    }

    private static String ssl(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "true", "1", "require" -> "require";
            case "false", "0" -> "disable";
            default -> throw UrlReader.invalid("its option ssl is neither true nor false");
        };
    }
}
