package dev.stagecraft.compose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The images that a release will look up in their registries. */
public sealed interface ImageSelection {
    /** @param images by service name in document order, each with a tag or a digest */
    record Selected(Map<String, ImageReference> images) implements ImageSelection {
        public Selected {
            images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        }
    }

    /** Never empty. */
    record Refused(List<ComposeProblem> problems) implements ImageSelection {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
