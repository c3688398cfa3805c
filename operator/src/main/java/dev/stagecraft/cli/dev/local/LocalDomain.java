package dev.stagecraft.cli.dev.local;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The domain that local names are below: one of those that are set aside, so that nobody's real name is hidden. */
public final class LocalDomain {
    /** Top-level names that no public server answers for. */
    static final List<String> SET_ASIDE = List.of("localhost", "test", "internal");

    private static final Pattern LABELS =
            Pattern.compile("(?!.{240})[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    private LocalDomain() {}

    /** Why it cannot be used, as a sentence; empty where it can. */
    public static Optional<String> fault(String domain) {
        boolean local = SET_ASIDE.stream().anyMatch(top -> domain.endsWith("." + top));
        return LABELS.matcher(domain).matches() && local
                ? Optional.empty()
                : Optional.of(
                        "--domain %s: a local domain is lower-case letters, digits and dashes and ends in .localhost, .test or .internal, as in shop.localhost."
                                .formatted(domain));
    }
}
