package dev.stagecraft.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An {@code env_file} of the format {@code raw}, which is that of docker's own: nothing is quoted, escaped or replaced. */
final class RawEnvFile {
    private RawEnvFile() {}

    static DotenvFile read(String text, Variables outer) {
        Map<String, DotenvFile.Value> values = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.replaceFirst("^\uFEFF", "").split("\r?\n", -1)) {
            number++;
            String entry = line.stripLeading();
            if (entry.isEmpty() || entry.startsWith("#")) {
                continue;
            }
            int sign = entry.indexOf('=');
            String name = sign < 0 ? entry : entry.substring(0, sign);
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                return new DotenvFile.Malformed(
                        "line " + number + ": This line does not begin with the name of a variable.");
            }
            if (sign >= 0) {
                values.put(name, new DotenvFile.Value(entry.substring(sign + 1), false));
            } else {
                Optional.ofNullable(outer.values().get(name))
                        .ifPresent(value -> values.put(
                                name,
                                new DotenvFile.Value(value, outer.secretNames().contains(name))));
            }
        }
        return new DotenvFile.Values(values);
    }
}
