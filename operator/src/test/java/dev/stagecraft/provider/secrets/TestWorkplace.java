package dev.stagecraft.provider.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A checkout in memory, with programs that note how they are called. */
public final class TestWorkplace implements Workplace {
    private final Map<String, Secret> files = new TreeMap<>();
    private final List<Command> calls = new ArrayList<>();
    private Function<Command, CommandResult> answer = _ -> new CommandResult(127, "", "not found", false);
    private boolean broken;

    public TestWorkplace with(String path, String content) {
        files.put(path, Secret.of(content));
        return this;
    }

    /** Every call of a program ends like this. */
    public TestWorkplace answering(Function<Command, CommandResult> how) {
        answer = how;
        return this;
    }

    /** No file can be read or written. */
    public TestWorkplace broken() {
        broken = true;
        return this;
    }

    public List<Command> calls() {
        return List.copyOf(calls);
    }

    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path)).map(Secret::reveal);
    }

    /** A configuration as a resource writes it. */
    public static JsonNode config(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What a Secret holds. */
    public static Map<String, Secret> holding(Map<String, String> values) {
        var secret = new TreeMap<String, Secret>();
        values.forEach((key, value) -> secret.put(key, Secret.of(value)));
        return secret;
    }

    @Override
    public Optional<Secret> read(String path) throws IOException {
        failIfBroken();
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public void write(String path, Secret content) throws IOException {
        failIfBroken();
        files.put(path, content);
    }

    private void failIfBroken() throws IOException {
        if (broken) {
            throw new IOException("permission denied");
        }
    }

    @Override
    public CommandRunner programs() {
        return command -> {
            calls.add(command);
            return answer.apply(command);
        };
    }
}
