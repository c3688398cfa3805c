package dev.stagecraft.compose;

import java.util.regex.Pattern;

/** What can be a variable on a host. */
final class EnvironmentName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private EnvironmentName() {}

    /** The name, when a process can have such a variable; the exception never holds the value. */
    static String checked(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' cannot be an environment variable; use letters, digits and '_', not a digit first.");
        }
        if (!YamlTag.isStorable(value)) {
            throw new IllegalArgumentException("The value of " + name
                    + " has a NUL character or is no valid text; such a value cannot be an environment variable.");
        }
        return name;
    }
}
