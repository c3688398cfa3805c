package dev.stagecraft.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** {@code NAME=value} lines with variables and without quotation marks: enough to see who gets which values. */
final class PlainDotenv implements DotenvReader {
    @Override
    public Map<String, Value> read(String text, Variables outer) {
        Map<String, Value> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int sign = line.indexOf('=');
            if (sign < 0) {
                throw new Malformed(OptionalInt.of(number), "This line defines nothing.");
            }
            String value = line.substring(sign + 1);
            boolean secret = outer.secretNames().stream().anyMatch(value::contains);
            values.put(line.substring(0, sign), new Value(new Interpolation(outer).orWritten(value), secret));
        }
        return values;
    }
}
