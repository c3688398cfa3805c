package dev.stagecraft.compose;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files of which every text is at hand, as the keys of a ConfigMap are. */
record TextSources(SortedMap<String, String> texts) implements ComposeSources {
    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    @Override
    public SortedMap<String, byte[]> files(String path) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        texts.forEach((name, text) -> {
            if (name.equals(path)) {
                found.put("", text.getBytes(StandardCharsets.UTF_8));
            } else if (path.isEmpty() || name.startsWith(path + "/")) {
                found.put(
                        path.isEmpty() ? name : name.substring(path.length() + 1),
                        text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return found;
    }
}
