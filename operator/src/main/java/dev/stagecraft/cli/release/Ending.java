package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.ClusterFaults;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Style;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells how a command ended, in the form that was asked for, and with which status. */
final class Ending {
    private final Session session;
    private final Optional<String> format;

    /** @throws CommandFailure when the form is none of a command's */
    Ending(Session session) {
        this.session = session;
        format = session.settings().format(Set.of("json", "yaml"));
    }

    /** Follows what was asked for, if that is wanted, and tells its end. */
    int of(Ask ask, WaitOptions wait) {
        if (!wait.follow()) {
            return asked(ask);
        }
        var screen = session.console().screen();
        var following = new Following(session, ask, wait.limit());
        Optional<Verdict> verdict;
        try {
            verdict = following.end(screen.terminal() && screen.colour() && format.isEmpty());
        } catch (KubernetesClientException lost) {
            throw unfollowed(ask, ClusterFaults.sentence(lost));
        }
        return verdict.map(end -> of(ask, end)).orElseGet(() -> late(ask, wait, following.last()));
    }

    /** Who reads only that it failed must not think that nothing happens. */
    private CommandFailure unfollowed(Ask ask, String why) {
        var status = Next.command(session, "status", ask.name());
        var sentence = ReleaseWords.ended(why) + " What was asked for stands, and is only not followed: "
                + Next.goesOn(session, ask) + ".";
        document(new Report(ask.namespace(), ask.name(), "Unfollowed", sentence, null, null, List.of(status)));
        return CommandFailure.of(sentence);
    }

    /** Nothing had to be done. */
    int nothing(Stagecraft resource, String sentence) {
        return said(resource, "NothingToDo", sentence);
    }

    /** It was asked of the API server only whether it could be done. */
    int dryRun(Stagecraft resource, String sentence) {
        return said(resource, "DryRun", sentence + "; nothing was changed, as this is a dry run");
    }

    /** It is done. */
    int done(Stagecraft resource, String sentence) {
        return said(resource, "Done", sentence);
    }

    /** A person did not agree. */
    int refused(Stagecraft resource, String sentence) {
        said(resource, "NotDone", sentence);
        return ExitCode.FAILED;
    }

    private int said(Stagecraft resource, String outcome, String sentence) {
        var meta = resource.getMetadata();
        document(Report.of(meta.getNamespace(), meta.getName(), outcome, sentence));
        text(sentence);
        return ExitCode.OK;
    }

    private int asked(Ask ask) {
        document(new Report(
                ask.namespace(),
                ask.name(),
                "Asked",
                "",
                null,
                null,
                List.of(Next.command(session, "status", ask.name()))));
        text("asked for; " + Next.command(session, "status", ask.name()) + " follows it");
        return ExitCode.OK;
    }

    private int of(Ask ask, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Going going -> throw new IllegalStateException("no end: " + going);
            case Verdict.Done(var release, var sentence) -> {
                document(new Report(
                        ask.namespace(),
                        ask.name(),
                        "Done",
                        sentence,
                        release.map(Report.Release::of).orElse(null),
                        null,
                        List.of()));
                text(session.console().styled(Style.GREEN, sentence));
                yield ExitCode.OK;
            }
            case Verdict.Unapproved(var plan) -> waits(ask, plan);
            case Verdict.Suspended() -> {
                var next = Next.command(session, "resume", ask.name());
                var sentence = ask.name() + " is suspended: nothing begins until it is resumed";
                document(new Report(ask.namespace(), ask.name(), "Suspended", sentence, null, null, List.of(next)));
                text(sentence + ", with: " + next);
                yield ExitCode.WAITING;
            }
            case Verdict.Lost lost -> {
                var withdrawn = Withdrawal.after(session, ask, lost);
                var sentence = withdrawn.isEmpty() ? lost.sentence() : ReleaseWords.ended(lost.sentence()) + withdrawn;
                document(new Report(
                        ask.namespace(),
                        ask.name(),
                        lost.outcome(),
                        sentence,
                        lost.release().map(Report.Release::of).orElse(null),
                        null,
                        Next.commands(session, lost.next(), ask.name())));
                throw CommandFailure.of(ReleaseWords.ended(sentence) + Next.sentence(session, lost.next(), ask.name()));
            }
        };
    }

    /** A plan waits for a person. */
    int waits(Ask ask, PlanStatus plan) {
        var next = Next.command(session, "approve", ask.name(), plan.id());
        document(new Report(
                ask.namespace(),
                ask.name(),
                "AwaitingApproval",
                ask.name() + " waits for the approval of a plan",
                null,
                Report.Plan.of(plan),
                List.of(next)));
        if (format.isEmpty()) {
            session.console().line(ask.name() + " waits for the approval of a plan:");
            PlanWords.summary(plan).forEach(session.console()::line);
            session.console().line("to approve it: " + next);
        }
        return ExitCode.WAITING;
    }

    private int late(Ask ask, WaitOptions wait, Optional<Stagecraft> last) {
        var waitsFor = last.map(now -> now.getStatus().message())
                .filter(message -> !message.isEmpty())
                .map(message -> " (" + Columns.clean(message) + ")")
                .orElse("");
        var unseen = last.filter(now -> ask.shows(now) && !ask.taken(now)).isPresent();
        var status = Next.command(session, "status", ask.name());
        var sentence = unseen
                ? "After " + wait.timeout + " the operator had not taken it up; see whether it runs, and then: "
                        + status
                : "It was not over after " + wait.timeout + waitsFor + "; " + Next.goesOn(session, ask) + ".";
        document(new Report(ask.namespace(), ask.name(), "TimedOut", sentence, null, null, List.of(status)));
        throw CommandFailure.of(sentence).exiting(ExitCode.TIMEOUT);
    }

    private void document(Report report) {
        format.ifPresent(form -> session.console().print(Documents.write(report, form)));
    }

    private void text(String sentence) {
        if (format.isEmpty()) {
            session.console().line(sentence);
        }
    }
}
