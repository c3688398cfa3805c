package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.host.HostOwnedByAnother;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same on several hosts at once, and keeps what became of it on each. */
final class Together {
    /** What a host answered, or why it did not. */
    sealed interface Answer<T> {
        record Given<T>(T value) implements Answer<T> {}

        record Missing<T>(RuntimeException why) implements Answer<T> {}

        /** The answer; where there is none, that is told as a warning. */
        default Optional<T> orTold(Console console) {
            return switch (this) {
                case Given<T>(var value) -> Optional.of(value);
                case Missing<T>(var why) -> {
                    console.warn(String.valueOf(why.getMessage()));
                    yield Optional.empty();
                }
            };
        }
    }

    private Together() {}

    /** In the order of the subjects. What is neither a host's nor a command's failure is thrown. */
    static <S, T> List<Answer<T>> each(List<S> subjects, Function<S, T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<Answer<T>>>();
            for (var subject : subjects) {
                asked.add(threads.submit(() -> attempt(subject, work)));
            }
            var answers = new ArrayList<Answer<T>>();
            for (var future : asked) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of("It was interrupted.").exiting(ExitCode.INTERRUPTED);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        }
    }

    private static <S, T> Answer<T> attempt(S subject, Function<S, T> work) {
        try {
            return new Answer.Given<>(work.apply(subject));
        } catch (HostException | HostCommandException | HostNotUsable | HostOwnedByAnother why) {
            return new Answer.Missing<>(why);
        }
    }
}
