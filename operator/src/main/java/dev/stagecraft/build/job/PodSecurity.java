package dev.stagecraft.build.job;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;

/** What the pods and containers of builds may do. */
final class PodSecurity {
    /** The user of BuildKit's rootless image; programs run as the same. */
    private static final long USER = 1000;

    private PodSecurity() {}

    static PodSecurityContext pod() {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    /** Fits the restricted standard. */
    static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /**
     * Fits the baseline standard, and is the least with which RootlessKit starts: {@code newuidmap} needs the two capabilities, and
     * a namespace of users and mounts in it need profiles that let them.
     */
    static SecurityContext rootless(BuilderSetup.Daemon.InPod profiles) {
        var context = new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .withAdd("SETGID", "SETUID")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("Localhost")
                .withLocalhostProfile(profiles.seccomp())
                .endSeccompProfile();
        profiles.appArmor()
                .ifPresent(profile -> context.withNewAppArmorProfile()
                        .withType("Localhost")
                        .withLocalhostProfile(profile)
                        .endAppArmorProfile());
        return context.build();
    }
}
