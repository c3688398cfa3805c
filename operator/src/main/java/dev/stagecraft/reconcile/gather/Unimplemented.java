package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;

/** The fields of the API that this version accepts in the schema and cannot act on yet; they are refused, never ignored. */
final class Unimplemented {
    private Unimplemented() {}

    static void check(StagecraftSpec spec) {
        refuse(
                spec.network() != null && !spec.network().provider().equals("none"),
                "spec.network.provider",
                "joining hosts to a network");
        refuse(spec.drift().policy().equals("Correct"), "spec.drift.policy", "correcting drift");
    }

    private static void refuse(boolean used, String path, String what) {
        if (used) {
            throw Rejected.at("NotImplemented", path, what + " is not implemented yet; remove the field");
        }
    }
}
