package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** A login shell that knows {@code echo}, {@code exit} and {@code stty size}, and prompts where it has a terminal. */
final class SimulatedLogin implements Command {
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, closeImmediately) -> {};

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        // It says all on its output.
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread.ofVirtual().name("simulated-login").start(() -> {
            try {
                exit.onExit(serve(environment));
            } catch (IOException gone) {
                exit.onExit(1);
            }
        });
    }

    @Override
    public void destroy(ChannelSession channel) {
        // The end of its input ends it.
    }

    private int serve(Environment environment) throws IOException {
        var line = new StringBuilder();
        prompt(environment);
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read != '\n' && read != '\r') {
                line.append((char) read);
                continue;
            }
            var words = List.of(line.toString().strip().split(" "));
            line.setLength(0);
            if (words.getFirst().equals("exit")) {
                return words.size() > 1 ? Integer.parseInt(words.get(1)) : 0;
            }
            out.write(answer(words, environment).getBytes(UTF_8));
            prompt(environment);
        }
        return 0;
    }

    private void prompt(Environment environment) throws IOException {
        if (environment.getEnv().containsKey(Environment.ENV_TERM)) {
            out.write("# ".getBytes(UTF_8));
        }
        out.flush();
    }

    private static String answer(List<String> words, Environment environment) {
        var variables = environment.getEnv();
        return words.equals(List.of("stty", "size"))
                ? variables.get(Environment.ENV_LINES) + " " + variables.get(Environment.ENV_COLUMNS) + "\n"
                : SimulatedPrograms.run(words, new byte[0])
                        .map(Reply::out)
                        .orElse("sh: 1: " + words.getFirst() + ": not found\n");
    }
}
