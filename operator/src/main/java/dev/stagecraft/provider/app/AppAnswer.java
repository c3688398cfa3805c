package dev.stagecraft.provider.app;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.build.Recipe;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a provider says of its services. */
public sealed interface AppAnswer {
    /**
     * It can be built.
     *
     * @param recipes by service; services with the same recipe share one image
     * @param migrations by database, the directory of the source with the migrations that the application does not run itself
     */
    record Described(SortedMap<String, Recipe> recipes, SortedMap<String, String> migrations) implements AppAnswer {
        public Described {
            recipes = Collections.unmodifiableSortedMap(new TreeMap<>(recipes));
            migrations = Collections.unmodifiableSortedMap(new TreeMap<>(migrations));
        }

        /** Without migrations. */
        public Described(Map<String, Recipe> recipes) {
            this(new TreeMap<>(recipes), Collections.emptySortedMap());
        }
    }

    /**
     * The source or the configuration does not allow it; a person must change one.
     *
     * @param path below the provider's configuration, also where the compose file or the source is at fault: there it can be
     *     changed without them
     * @param message a sentence that says what is wrong and what would be right; holds no secret
     */
    record Refused(ErrorCode code, String path, String message) implements AppAnswer {
        public Refused {
            requireNonNull(code, "code");
            requireNonNull(path, "path");
        }
    }
}
