package dev.stagecraft.reconcile.gather;

import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeParser;
import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.compose.ImageSelection;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.RenderRequest;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Refuses what would not fit into the objects that a release is stored in, before any of them is written: rendering adds labels
 * and digests, and the values of {@code env_file} go where the environment does.
 */
final class ReleaseSize {
    /** A Secret may have a MiB of data; the rest is for the seal. */
    private static final int MAX_BUNDLE = 1023 * 1024;

    private static final String DIGEST = "@sha256:" + "0".repeat(64);

    private ReleaseSize() {}

    static void bundle(Environment variables, Contents contents) {
        long size = contents.isEmpty() ? 0 : size(contents.stored());
        for (var variable : variables.values().entrySet()) {
            size += variable.getKey().length() + size(variable.getValue());
        }
        if (size > MAX_BUNDLE) {
            throw Rejected.at(
                    "InvalidSpec",
                    "spec",
                    "the environment and the files beside the compose file are %d KiB together, as they are stored, and a Secret may have 1 MiB; put files into the image"
                            .formatted(size / 1024));
        }
    }

    private static int size(Secret value) {
        return value.revealBytes().length;
    }

    /** Images that cannot be selected are refused elsewhere. */
    static void rendered(SortedMap<String, ComposeFile> parts, ImageSelection selection, String owner) {
        if (!(selection instanceof ImageSelection.Selected(var images))) {
            return;
        }
        parts.forEach((role, part) -> {
            var pinned = new TreeMap<String, String>();
            part.services().forEach(service -> pinned.put(service.name(), images.get(service.name()) + DIGEST));
            var yaml = ComposeRenderer.render(part, new RenderRequest(owner, pinned, Map.of(), Map.of()))
                    .yaml();
            if (ComposeParser.parseRendered(yaml) instanceof ParseResult.Rejected) {
                throw Rejected.at(
                        "ComposeInvalid",
                        "spec.compose",
                        "the file for role " + role
                                + " is larger than 256 KiB or has more than 10,000 values once labels and"
                                + " digests are added; split the application, or give services other roles");
            }
        });
    }
}
