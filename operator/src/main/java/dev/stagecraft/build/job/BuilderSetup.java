package dev.stagecraft.build.job;

import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * With what all Jobs build, as whoever runs the operator has set it.
 *
 * @param image of BuildKit, rootless; it holds {@code buildctl}, {@code sh} and {@code git}, and its user is 1000
 * @param programs image by name of the program that it holds
 * @param insecureRegistries that are spoken to in plain HTTP, {@code host} or {@code host:port}
 */
public record BuilderSetup(String image, Daemon daemon, Map<String, String> programs, Set<String> insecureRegistries) {
    public BuilderSetup {
        programs = Map.copyOf(programs);
        insecureRegistries = Set.copyOf(insecureRegistries);
    }

    /** Where BuildKit's daemon runs, which needs more than the restricted standard allows. */
    public sealed interface Daemon {
        /** None is set up: only programs can build. */
        record None() implements Daemon {}

        /**
         * Beside the Jobs, which are clients of it and nothing more.
         *
         * @param address as in {@code tcp://buildkitd.stagecraft-build.svc:1234}
         * @param tls {@code ca.pem}, {@code cert.pem} and {@code key.pem} of a client; empty: plain TCP
         */
        record Remote(String address, Map<String, Secret> tls) implements Daemon {
            public Remote {
                tls = Map.copyOf(tls);
            }
        }

        /**
         * In each Job's pod, which then fits the baseline standard only: it takes its sub-ids by a set-user-id program.
         *
         * @param seccomp name of a profile on the nodes
         * @param appArmor the same; empty where the nodes have no AppArmor
         */
        record InPod(String seccomp, Optional<String> appArmor) implements Daemon {}
    }
}
