package dev.stagecraft.compose;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A Compose file that needs nothing beside it any more, and what it needed. */
public sealed interface Shipment {
    /**
     * @param file names the files by where they will be on a host
     * @param environments what {@code env_file} gives to a service and its own variables do not say otherwise; as secret as
     *     what is in it
     * @param files sorted by directory and name, each once
     */
    record Ready(ComposeFile file, Map<String, Map<String, String>> environments, List<ShippedFile> files)
            implements Shipment {
        public Ready {
            environments = Collections.unmodifiableMap(new TreeMap<>(environments));
            files = List.copyOf(files);
        }

        @Override
        public String toString() {
            return "Ready[" + file + ", " + files.size() + " files]";
        }
    }

    /** Never empty. */
    record Refused(List<ComposeProblem> problems) implements Shipment {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
