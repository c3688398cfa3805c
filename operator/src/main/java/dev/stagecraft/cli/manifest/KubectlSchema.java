package dev.stagecraft.cli.manifest;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** What a word without quotes is to kubectl, which reads YAML 1.1: {@code yes} is true, and {@code 0755} is octal. */
final class KubectlSchema implements Schema {
    private static final Set<String> YES = Set.of("y", "yes", "on", "true");
    private static final Set<String> NO = Set.of("n", "no", "off", "false");

    /** Digits may have underscores between them; what begins with 0 is octal as far as it can be. */
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(?:0b[01][01_]*|0o?[0-7][0-7_]*|0x[0-9a-fA-F][0-9a-fA-F_]*|[0-9][0-9_]*)");

    private final Schema core = new CoreSchema();

    @Override
    public ScalarResolver getScalarResolver() {
        var resolver = new CoreScalarResolver(false);
        return (text, plain) -> {
            if (plain && isBoolean(text)) {
                return Tag.BOOL;
            }
            return plain && INTEGER.matcher(text).matches() ? Tag.INT : resolver.resolve(text, plain);
        };
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return core.getSchemaTagConstructors();
    }

    /** In small letters, in capitals, or with a capital at the beginning. */
    private static boolean isBoolean(String text) {
        var small = text.toLowerCase(Locale.ROOT);
        return (YES.contains(small) || NO.contains(small))
                && (text.equals(small)
                        || text.equals(text.toUpperCase(Locale.ROOT))
                        || text.substring(1).equals(small.substring(1)));
    }

    /** The value of one that is. */
    static boolean bool(String text) {
        return YES.contains(text.toLowerCase(Locale.ROOT));
    }

    /** @throws NumberFormatException where it is none */
    static BigInteger integer(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        var digits = (signed ? text.substring(1) : text).replace("_", "");
        var number = digits.startsWith("0x")
                ? new BigInteger(digits.substring(2), 16)
                : digits.startsWith("0b")
                        ? new BigInteger(digits.substring(2), 2)
                        : digits.matches("0o?[0-7]+")
                                ? new BigInteger(digits.substring(digits.startsWith("0o") ? 2 : 1), 8)
                                : new BigInteger(digits);
        return text.startsWith("-") ? number.negate() : number;
    }
}
