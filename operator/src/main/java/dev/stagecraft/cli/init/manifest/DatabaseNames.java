package dev.stagecraft.cli.init.manifest;

import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Names below {@code spec.databases}, as the API server takes them, each of them once. For one resource. */
public final class DatabaseNames {
    private static final int LONGEST = 40;
    private static final Pattern FORM = Pattern.compile("[a-z]([-_a-z0-9]{0,38}[a-z0-9])?");

    /** As Secrets and ConfigMaps are called after them. */
    private final Set<String> taken = new HashSet<>();

    /** The names by those that were written; one that can stay as it is does so, whatever the others become. */
    public SortedMap<String, String> fit(Collection<String> written) {
        var names = new TreeMap<String, String>();
        var others = new TreeSet<String>();
        new TreeSet<>(written).forEach(name -> {
            if (FORM.matcher(name).matches() && take(name)) {
                names.put(name, name);
            } else {
                others.add(name);
            }
        });
        others.forEach(name -> names.put(name, free(name)));
        return names;
    }

    /** The nearest name that is free, with a number where it is not the first of its kind. */
    public String free(String wanted) {
        String fitted = fit(wanted);
        String free = fitted;
        for (int number = 2; !take(free); number++) {
            String suffix = String.valueOf(number);
            free = cut(fitted, LONGEST - suffix.length()) + suffix;
        }
        return free;
    }

    private boolean take(String name) {
        return taken.add(name.replace('_', '-'));
    }

    private static String fit(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]+", "-")
                .replaceAll("^[^a-z]+", "");
        String cut = cut(letters, LONGEST);
        return cut.isEmpty() ? "main" : cut;
    }

    private static String cut(String name, int longest) {
        return name.substring(0, Math.min(longest, name.length())).replaceAll("[-_]+$", "");
    }
}
