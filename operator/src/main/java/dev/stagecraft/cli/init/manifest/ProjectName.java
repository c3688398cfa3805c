package dev.stagecraft.cli.init.manifest;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as the API server takes them: lower-case letters, digits and dashes, a letter first, no dash last. */
public final class ProjectName {
    /** Of {@code spec.project.name}. */
    public static final int LONGEST = 40;

    /** Of {@code spec.environment}. */
    public static final int LONGEST_ENVIRONMENT = 20;

    private static final Pattern FORM = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");

    private ProjectName() {}

    /** Whether the API server takes it as it is. */
    public static boolean is(String name, int longest) {
        return name.length() <= longest && FORM.matcher(name).matches();
    }

    /** The nearest name that the API server takes; {@code app} where nothing of it can stay. */
    public static String fit(String name, int longest) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+", "");
        String cut = letters.substring(0, Math.min(longest, letters.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "app" : cut;
    }
}
