package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.dev.local.HostsFile;
import dev.stagecraft.cli.dev.local.LocalAuthority;
import dev.stagecraft.cli.dev.local.LocalDomain;
import dev.stagecraft.cli.dev.local.ProxySettings;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagecraft dev}. */
@Command(
        name = "dev",
        description = "Runs the application on this machine as its resource describes it.",
        footer = {
            "",
            "Examples:",
            "  stagecraft dev                        all of it, as stagecraft/overlays/dev says",
            "  stagecraft dev web                    one service, and what it depends on",
            "  stagecraft dev --env-file .env.local  with values of your own",
            "  stagecraft dev --dry-run              what would run",
            "  stagecraft dev --https                under local names, with certificates"
        })
public final class DevCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "File or directory with the Stagecraft, and what it refers to; - for standard input."
                    + " Without it stagecraft/overlays/dev, else stagecraft/base.")
    List<String> files = List.of();

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "Dotenv file whose values count over those of the resource.")
    List<String> envFiles = List.of();

    @Option(names = "--no-restart", description = "Leave a process that ended alone; end when all have ended.")
    boolean noRestart;

    @Option(names = "--https", description = "Give the services local names and certificates, behind a proxy.")
    boolean https;

    @Nullable
    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "Give the services local names below this domain. Default with --https: <project>.localhost.")
    String domain;

    @Option(
            names = "--port",
            paramLabel = "SERVICE=PORT",
            description = "Where the process of a service listens, for its local name.")
    Map<String, Integer> ports = Map.of();

    @Option(names = "--http-port", paramLabel = "PORT", defaultValue = "80", description = "Of the proxy. Default: 80.")
    int httpPort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            defaultValue = "443",
            description = "Of the proxy. Default: 443.")
    int httpsPort;

    @Option(
            names = "--proxy-image",
            paramLabel = "IMAGE",
            defaultValue = "docker.io/library/traefik:v3.5",
            description = "Image of Traefik. Default: traefik:v3.5.")
    String proxyImage = "";

    @Option(
            names = "--hosts-file",
            paramLabel = "FILE",
            defaultValue = "/etc/hosts",
            description = "Where local names are written. Default: /etc/hosts.")
    String hostsFile = "";

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "What to run, with what it depends on. Default: all.")
    List<String> services = List.of();

    /** @param session of the invocation */
    public DevCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var application = Application.read(session, files, envFiles());
        DevPlan plan = DevPlan.of(application.found(), services);
        Optional<LocalNames> names = names(application, plan);
        var launch = new Launch(session, application, plan, names);
        application.warnings(!envFiles.isEmpty()).forEach(session.console()::warn);
        plan.warnings().forEach(session.console()::warn);
        if (session.settings().dryRun()) {
            launch.faults().forEach(session.console()::warn);
            launch.describe(session.console());
            return ExitCode.OK;
        }
        launch.faults().stream().findFirst().ifPresent(fault -> {
            throw CommandFailure.of(fault);
        });
        return launch.run(!noRestart);
    }

    private Map<String, String> envFiles() {
        var texts = new LinkedHashMap<String, String>();
        envFiles.forEach(file -> texts.put(file, text(file)));
        return texts;
    }

    private String text(String file) {
        try {
            return Files.readString(session.path(file));
        } catch (IOException e) {
            throw CommandFailure.of(
                    "--env-file %s cannot be read: there is no such file, it may not be read, or it is no text."
                            .formatted(file),
                    e);
        }
    }

    private Optional<LocalNames> names(Application application, DevPlan plan) {
        if (!https && domain == null) {
            return Optional.empty();
        }
        String below = domain == null ? application.project() + ".localhost" : domain;
        LocalDomain.fault(below).ifPresent(fault -> {
            throw CommandFailure.of(fault);
        });
        var settings = new ProxySettings(proxyImage, https, httpPort, httpsPort, Homes.linux());
        LocalNames.check(settings);
        var routes = new Routes(application.found(), application.spec().services(), ports).below(below, plan);
        Path data = Homes.data(session.environment());
        return Optional.of(new LocalNames(
                routes,
                settings,
                new HostsFile(session.path(hostsFile), application.project()),
                new LocalAuthority(data, session.clock())));
    }
}
