package com.example.stagecraft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.DevCommand;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.provider.app.SourceLook;
import dev.stagecraft.provider.app.SourcePath;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Backends whose Makefile has a target that builds the image IMAGE and pushes it. */
public final class MakeBackend implements BackendProvider {
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._/-]{1,200}");
    private static final ConfigCheck.Text BUILD_TARGET =
            new ConfigCheck.Text("target", TARGET, "the name of a target of the Makefile", true);
    private static final ConfigCheck.Text DIRECTORY =
            new ConfigCheck.Text("directory", PATH, "a directory of the repository, relative to its root", false);

    @Override
    public String id() {
        return "make";
    }

    @Override
    public List<Violation> check(JsonNode config) {
        var check = new ConfigCheck();
        check.object(config, "", List.of("target", "directory", "token")).ifPresent(object -> {
            check.text(object, "", BUILD_TARGET);
            check.text(object, "", DIRECTORY)
                    .filter(path -> SourcePath.resolve("", path).isEmpty())
                    .ifPresent(path -> check.note(Violation.invalid("directory", "This leaves the repository.")));
            check.secret(object, "", "token", false);
        });
        return check.violations();
    }

    @Override
    public SortedMap<String, SecretReference> secrets(JsonNode config, String service) {
        var secrets = new TreeMap<String, SecretReference>();
        new ConfigCheck().secret(config, "", "token", false).ifPresent(token -> secrets.put("token", token));
        return secrets;
    }

    @Override
    public AppAnswer describe(AppRequest request) {
        String directory = directory(request);
        String makefile = directory.isEmpty() ? "Makefile" : directory + "/Makefile";
        var missing = new SourceLook(request.tree()).noFile(makefile);
        if (missing.isPresent()) {
            return new AppAnswer.Refused(ErrorCode.INVALID_PROJECT, "directory", missing.get());
        }
        String target = request.config().path("target").asText();
        var recipes = new TreeMap<String, Recipe>();
        for (String service : request.services()) {
            recipes.put(
                    service,
                    new Recipe.Program(
                            directory,
                            "make",
                            "",
                            List.of("make", target, "IMAGE={image}", "SERVICE=" + service),
                            Map.of(),
                            Map.of("CI", "true"),
                            List.copyOf(secrets(request.config(), service).keySet())));
        }
        return new AppAnswer.Described(recipes);
    }

    @Override
    public SortedMap<String, DevCommand> dev(AppRequest request) {
        var commands = new TreeMap<String, DevCommand>();
        for (String service : request.services()) {
            var command = List.of("make", "dev", "SERVICE=" + service);
            commands.put(service, new DevCommand(directory(request), command, Map.of()));
        }
        return commands;
    }

    private static String directory(AppRequest request) {
        String written = request.config().path("directory").asText("");
        return SourcePath.resolve("", written).orElseThrow();
    }
}
