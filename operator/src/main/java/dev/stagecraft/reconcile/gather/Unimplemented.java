package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.AppProviderSelection;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import org.jspecify.annotations.Nullable;

/** The fields of the API that this version accepts in the schema and cannot act on yet; they are refused, never ignored. */
final class Unimplemented {
    private Unimplemented() {}

    static void check(StagecraftSpec spec) {
        refuse(
                spec.compose() != null && !spec.compose().path().isEmpty(),
                "spec.compose.path",
                "taking the compose file from a Git repository");
        refuse(builds(spec, spec.backend()), "spec.backend", "building images from a source");
        refuse(builds(spec, spec.frontend()), "spec.frontend", "building images from a source");
        refuse(
                spec.network() != null && !spec.network().provider().equals("none"),
                "spec.network.provider",
                "joining hosts to a network");
        refuse(spec.drift().policy().equals("Correct"), "spec.drift.policy", "correcting drift");
    }

    /** Without a source every image exists already. */
    private static boolean builds(StagecraftSpec spec, @Nullable AppProviderSelection selection) {
        return selection != null && !selection.provider().equals(BuildGather.NONE) && spec.source() != null;
    }

    private static void refuse(boolean used, String path, String what) {
        if (used) {
            throw Rejected.at("NotImplemented", path, what + " is not implemented yet; remove the field");
        }
    }
}
