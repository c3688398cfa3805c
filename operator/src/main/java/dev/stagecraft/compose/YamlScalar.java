package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plain scalar means to Compose v2: YAML 1.2 booleans ({@code yes} and {@code on} are words), the integers of Go, where
 * {@code 0644} is octal, and no dates or base-60 numbers ({@code 22:22} is a port mapping).
 */
final class YamlScalar {
    private static final Pattern INTEGER = Pattern.compile(
            "([-+]?)(?:0x(?<hex>[0-9a-fA-F]+)|0b(?<bin>[01]+)|0o?(?<oct>[0-7]+)|(?<dec>0|[1-9][0-9]*))");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(?:\\.[0-9]+|(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    /** Longer digits are beyond every number type of the hosts, which read them as text. */
    private static final int MAX_DIGITS = 308;

    private YamlScalar() {}

    static JsonNode resolve(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> NullNode.instance;
            case "true", "True", "TRUE" -> BooleanNode.TRUE;
            case "false", "False", "FALSE" -> BooleanNode.FALSE;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> DoubleNode.valueOf(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> DoubleNode.valueOf(Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN" -> DoubleNode.valueOf(Double.NaN);
            default -> number(plain).orElseGet(() -> TextNode.valueOf(plain));
        };
    }

    private static Optional<JsonNode> number(String plain) {
        if ("+-.0123456789".indexOf(plain.charAt(0)) < 0 || plain.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        String digits = plain.replace("_", "");
        Matcher integer = INTEGER.matcher(digits);
        if (integer.matches()) {
            return Optional.of(integer(integer));
        }
        return FLOAT.matcher(digits).matches() ? real(Double.parseDouble(digits)) : Optional.empty();
    }

    private static JsonNode integer(Matcher match) {
        BigInteger size = group(match, "hex", 16)
                .or(() -> group(match, "bin", 2))
                .or(() -> group(match, "oct", 8))
                .orElseGet(() -> new BigInteger(match.group("dec")));
        BigInteger value = match.group(1).equals("-") ? size.negate() : size;
        return value.bitLength() < Long.SIZE ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }

    private static Optional<BigInteger> group(Matcher match, String name, int radix) {
        return Optional.ofNullable(match.group(name)).map(digits -> new BigInteger(digits, radix));
    }

    private static Optional<JsonNode> real(double value) {
        return Double.isInfinite(value) ? Optional.empty() : Optional.of(DoubleNode.valueOf(value));
    }
}
