package dev.stagecraft.dotenv;

import dev.stagecraft.template.MissingNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The variables that values are made of and that nobody defines. */
public final class UnsaidNames {
    private UnsaidNames() {}

    /** Sorted; those that have a default, and those that one of the entries defines, are none. */
    public static Set<String> of(Collection<DotenvEntry> entries, Set<String> defined) {
        Map<String, String> values = new HashMap<>();
        defined.forEach(name -> values.put(name, "x"));
        entries.forEach(entry -> values.put(entry.name(), "x"));
        Set<String> unsaid = new TreeSet<>();
        for (DotenvEntry entry : entries) {
            if (entry.value() instanceof DotenvValue.Variable(String text)) {
                unsaid.addAll(MissingNames.of(text, values));
            }
        }
        return unsaid;
    }
}
