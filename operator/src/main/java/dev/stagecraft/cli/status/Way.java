package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.Locale;
import java.util.Optional;

/** A way to get on: what a person does, and the command for it. */
enum Way {
    RETRY("put the cause right, then have it tried again"),
    LOOKED("look at the cloud; when what it lists is so, say that you looked"),
    EDIT("correct the field that the message names; it is looked at again by itself"),
    SUPPLY("put right what the Secret or ConfigMap lacks; it is looked at again by itself"),
    ALLOW("take it out of the compose file, or let who may edit the Namespace allow it, with the words of the message"),
    APPROVE("read the plan, then let it run"),
    RESUME("have it go on"),
    UNHOLD("correct the cause and change the spec; or have the spec tried again as it is"),
    CORRECT("have it put right"),
    CHOOSE("roll back to one of those that can be served"),
    ASK("ask again, with a database of the resource"),
    REPORT("read the operator's log, and report it; it is tried a few times by itself"),
    LET_GO("or let the resource go, and keep what it has made"),
    LOOK("if that lasts, see whether the operator runs"),
    WAIT("nothing to do, it goes on by itself");

    private static final String OPERATOR = " -n stagecraft-system";

    private final String advice;

    Way(String advice) {
        this.advice = advice;
    }

    /**
     * Which resource a command is for.
     *
     * @param plan the id of the plan in its status
     * @param access options that lead to the cluster, with a space before them; may be empty
     */
    record Place(String namespace, String name, String plan, String access) {
        static Place of(Stagecraft resource, String access) {
            return new Place(
                    resource.getMetadata().getNamespace(),
                    resource.getMetadata().getName(),
                    Optional.ofNullable(resource.getStatus().plan())
                            .map(PlanStatus::id)
                            .orElse(""),
                    access);
        }

        String stagecraft(String verb) {
            return "stagecraft " + verb + " " + name + in();
        }

        /** An approval is for the plan that was shown. */
        String approve() {
            return "stagecraft approve " + name + (plan.isEmpty() ? "" : " " + plan) + in();
        }

        String kubectl(String verb) {
            return "kubectl " + verb + " stc " + name + in();
        }

        private String in() {
            return " -n " + namespace + access;
        }

        /** A new token each time: the same one again asks for nothing. */
        String migrate(String database) {
            return kubectl("annotate") + " --overwrite stagecraft.dev/migrate=" + database + "@$(date +%s)";
        }
    }

    /** Whether the operator tries again by itself as long as it does not stand still. */
    boolean passes() {
        return this == RETRY || this == EDIT || this == SUPPLY;
    }

    private String command(Place at) {
        return switch (this) {
            case RETRY, LOOKED, UNHOLD, CORRECT -> at.stagecraft("retry");
            case EDIT -> at.kubectl("edit");
            case SUPPLY -> "kubectl get secrets,configmaps" + at.in();
            case ALLOW ->
                "kubectl annotate namespace " + at.namespace() + " stagecraft.dev/allow-host-access=WORDS"
                        + at.access();
            case APPROVE -> at.approve();
            case RESUME -> at.stagecraft("resume");
            case CHOOSE -> at.stagecraft("releases list");
            case ASK -> at.migrate("DATABASE");
            case REPORT -> "kubectl logs" + OPERATOR + " deployment/stagecraft-operator" + at.access();
            case LET_GO -> at.kubectl("patch") + " --type=merge -p '{\"spec\":{\"deletionPolicy\":\"Retain\"}}'";
            case LOOK -> "kubectl get pods" + OPERATOR + at.access();
            case WAIT -> at.stagecraft("status") + " --watch";
        };
    }

    /** This way, for that resource. */
    Digest.Next next(String reason, Place at) {
        return new Digest.Next(reason, this == WAIT ? "" : section(reason), advice, command(at));
    }

    /** What was asked for once, and failed, is asked for anew. */
    static Digest.Next again(String reason, String database, Place at) {
        return new Digest.Next(
                reason,
                section(reason),
                "put the cause right, then ask for the migrations again",
                at.migrate(database));
    }

    /** As the headings of the runbook are linked to. */
    private static String section(String reason) {
        return reason.isEmpty() ? "" : "docs/runbook.md#" + reason.toLowerCase(Locale.ROOT);
    }
}
