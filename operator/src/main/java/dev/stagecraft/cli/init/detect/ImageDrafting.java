package dev.stagecraft.cli.init.detect;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives variables in the names of images their place, which is {@code spec.env}: the operator refuses them from a Secret. */
record ImageDrafting(FoundCompose compose) {
    /** What is known of them: a tag is the version. */
    SortedMap<String, String> env(String version) {
        var env = new TreeMap<String, String>();
        compose.imageVariables().stream()
                .filter(ImageVariable::tag)
                .forEach(variable -> env.put(variable.name(), version));
        return env;
    }

    List<String> remarks() {
        return compose.imageVariables().stream().map(this::remark).toList();
    }

    private String remark(ImageVariable variable) {
        String said = variable.tag()
                ? "%s takes the tag of an image from %s, which stands in spec.env of the overlays. Write ${STAGECRAFT_VERSION} in its place, and take it out there, to have spec.version as the tag."
                : "%s has %s in the name of an image, where a value from a Secret is refused: put it into spec.env of the overlays.";
        return said.formatted(compose.path(), variable.name());
    }
}
