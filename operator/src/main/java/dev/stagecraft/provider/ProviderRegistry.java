package dev.stagecraft.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The providers of one kind, fixed at start; immutable, so safe for any thread. */
public final class ProviderRegistry<P extends Provider> {
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final String kind;
    private final SortedMap<String, P> providers;

    private ProviderRegistry(String kind, SortedMap<String, P> providers) {
        this.kind = kind;
        this.providers = providers;
    }

    /** Everything on the class path that offers {@code service}; {@code kind} is the word used in messages. */
    public static <P extends Provider> ProviderRegistry<P> load(String kind, Class<P> service) {
        return of(
                kind,
                ServiceLoader.load(service).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList());
    }

    /**
     * Exactly these.
     *
     * @throws IllegalStateException for an id that is empty, malformed or taken twice: the operator must not start
     */
    public static <P extends Provider> ProviderRegistry<P> of(String kind, List<? extends P> providers) {
        var byId = new TreeMap<String, P>();
        for (P provider : providers) {
            if (!ID.matcher(provider.id()).matches()) {
                throw new IllegalStateException(
                        ("The %s provider %s calls itself '%s': an id is lower-case letters, digits"
                                        + " and dashes. Fix the provider or take it off the class path.")
                                .formatted(kind, className(provider), provider.id()));
            }
            P taken = byId.putIfAbsent(provider.id(), provider);
            if (taken != null) {
                throw new IllegalStateException(
                        "Two %s providers are called '%s': %s and %s. Take one off the class path."
                                .formatted(kind, provider.id(), className(taken), className(provider)));
            }
        }
        return new ProviderRegistry<>(kind, byId);
    }

    /**
     * The same providers, with {@code provider} in the place of the one of its id: how the composition root hands
     * operator settings to a provider that was found on the class path.
     *
     * @throws IllegalStateException if there is none of that id to replace
     */
    public ProviderRegistry<P> replacing(P provider) {
        if (!providers.containsKey(provider.id())) {
            throw new IllegalStateException(unknown(provider.id()));
        }
        var others = new ArrayList<P>(providers.values());
        others.removeIf(other -> other.id().equals(provider.id()));
        others.add(provider);
        return of(kind, others);
    }

    public Optional<P> find(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** In lexicographic order. */
    public List<String> ids() {
        return List.copyOf(providers.keySet());
    }

    /** The answer to an id that {@link #find} does not know; it lists the known ones. */
    public Violation unknownProvider(String path, String id) {
        return new Violation(path, unknown(id), Violation.Code.UNKNOWN_PROVIDER);
    }

    private static String className(Provider provider) {
        return provider.getClass().getName();
    }

    private String unknown(String id) {
        return "There is no %s provider '%s'; known: %s.".formatted(kind, id, String.join(", ", ids()));
    }
}
