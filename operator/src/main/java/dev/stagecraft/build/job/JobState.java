package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildOutcome;

/** What a Job has come to. */
sealed interface JobState {
    /** It was made, and its start was not finished. */
    record Begun() implements JobState {}

    /** Someone deletes it, or Kubernetes does. */
    record Leaving() implements JobState {}

    /** It goes on by itself; {@code why} is a sentence. */
    record UnderWay(String why) implements JobState {}

    record Succeeded() implements JobState {}

    /** It ended, or never will, and no log says more. */
    record Ended(BuildOutcome.Failed failure) implements JobState {}

    /**
     * The program in a container said no.
     *
     * @param said the end of its output as the kubelet kept it; may begin in the middle of a line
     */
    record Broke(String pod, String container, int exitCode, String said) implements JobState {}
}
