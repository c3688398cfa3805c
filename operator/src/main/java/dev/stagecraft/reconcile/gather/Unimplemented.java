package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;

/** The fields of the API that this version accepts in the schema and cannot act on yet; they are refused, never ignored. */
final class Unimplemented {
    private Unimplemented() {}

    static void check(StagecraftSpec spec) {
        refuse(
                spec.source() != null && !migratesFromGit(spec),
                "spec.source",
                "taking anything but migrations from a Git repository");
        refuse(
                spec.compose() != null && !spec.compose().path().isEmpty(),
                "spec.compose.path",
                "taking the compose file from a Git repository");
        refuse(spec.backend() != null, "spec.backend", "building images");
        refuse(spec.frontend() != null, "spec.frontend", "building images");
        refuse(
                spec.network() != null && !spec.network().provider().equals("none"),
                "spec.network.provider",
                "joining hosts to a network");
        refuse(spec.drift().policy().equals("Correct"), "spec.drift.policy", "correcting drift");
    }

    private static boolean migratesFromGit(StagecraftSpec spec) {
        return spec.databases().values().stream().anyMatch(database -> {
            var migrations = database.migrations();
            var source = migrations == null ? null : migrations.source();
            return source != null && !source.path().isEmpty();
        });
    }

    private static void refuse(boolean used, String path, String what) {
        if (used) {
            throw Rejected.at("NotImplemented", path, what + " is not implemented yet; remove the field");
        }
    }
}
