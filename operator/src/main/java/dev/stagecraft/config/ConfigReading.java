package dev.stagecraft.config;

import java.util.List;

/** What reading the settings gave. */
public sealed interface ConfigReading {
    /**
     * All settings are usable.
     *
     * @param lines one {@code NAME=value} a setting, redacted, in the order of the documentation
     */
    record Valid(OperatorConfig config, List<String> lines) implements ConfigReading {
        public Valid {
            lines = List.copyOf(lines);
        }
    }

    /** The operator must not start. Each violation is a sentence that names the setting and says what it takes. */
    record Invalid(List<String> violations) implements ConfigReading {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
