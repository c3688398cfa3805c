package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.command.Wrapping;
import dev.stagecraft.host.BuildScripts;
import dev.stagecraft.host.HostScripts;
import dev.stagecraft.sandbox.host.SimulatedFiles.StoredFile;
import dev.stagecraft.sandbox.host.SimulatedPackages.Program;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs the operator's command lines. Whatever it does not know exactly ends with 127 and is marked in the journal. */
final class SimulatedShell {

    private static final Set<String> READING = Set.of(HostScripts.READ, HostScripts.LIST, BuildScripts.PROBE);

    private final SimulatedFiles files;
    private final SimulatedPackages packages;
    private final SimulatedDocker docker;
    private final SimulatedEngine engine;
    private final SimulatedBuilds builds;
    private final InstantSource clock;
    private final Faults faults;
    private final Journal journal;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    SimulatedShell(SimulatedHostState state) {
        this.files = state.files();
        this.packages = state.packages();
        this.engine = state.engine();
        this.docker = new SimulatedDocker(state.engine(), state.clock());
        this.builds = state.builds();
        this.clock = state.clock();
        this.faults = state.faults();
        this.journal = state.journal();
    }

    /** What a command is once lock, limit and sourced file are taken off. */
    record Inner(
            List<String> argv,
            Optional<String> lock,
            long lockSeconds,
            Optional<Login> login,
            Optional<Once> once,
            Optional<String> envFile,
            boolean attended,
            boolean joined) {}

    /** Docker's directory for one program, and the length of its config.json. */
    record Login(String directory, int length) {}

    /** A container that is started once on an occasion. */
    record Once(String container, String mark, String occasion) {}

    static Inner unwrap(List<String> argv) {
        Optional<String> lock = Optional.empty();
        Optional<Login> login = Optional.empty();
        Optional<Once> once = Optional.empty();
        Optional<String> envFile = Optional.empty();
        boolean attended = runs(HostScripts.ATTENDED, argv);
        argv = attended ? argv.subList(4, argv.size()) : argv;
        boolean joined = runs(HostScripts.JOINED, argv);
        argv = joined ? argv.subList(4, argv.size()) : argv;
        long seconds = 0;
        if (argv.size() > 6 && argv.getFirst().equals("flock")) {
            seconds = Long.parseLong(argv.get(2));
            lock = Optional.of(argv.get(5));
            argv = argv.subList(6, argv.size());
        }
        if (argv.size() > 4 && argv.subList(0, 3).equals(List.of("timeout", "-k", "10"))) {
            argv = argv.subList(4, argv.size());
        }
        if (argv.size() > 6 && argv.subList(0, 3).equals(List.of("sh", "-c", HostScripts.LOGGED_IN))) {
            login = Optional.of(new Login(argv.get(4), Integer.parseInt(argv.get(5))));
            argv = argv.subList(6, argv.size());
        }
        if (argv.size() > 7 && argv.subList(0, 3).equals(List.of("sh", "-c", HostScripts.ONCE))) {
            once = Optional.of(new Once(argv.get(4), argv.get(5), argv.get(6)));
            argv = argv.subList(7, argv.size());
        }
        if (argv.size() > 5 && argv.subList(0, 3).equals(List.of("sh", "-c", Wrapping.SOURCING))) {
            envFile = Optional.of(argv.get(4));
            argv = argv.subList(5, argv.size());
        }
        return new Inner(List.copyOf(argv), lock, seconds, login, once, envFile, attended, joined);
    }

    private static boolean runs(String script, List<String> argv) {
        return argv.size() > 4 && argv.subList(0, 3).equals(List.of("sh", "-c", script));
    }

    /** The log that is to be followed; empty for what is none. */
    Optional<SimulatedDocker.Followed> followed(List<String> argv) {
        return argv.size() > 3 && argv.subList(0, 2).equals(List.of("docker", "logs")) && !faults.dockerDown()
                ? docker.follow(argv.subList(2, argv.size()))
                : Optional.empty();
    }

    static boolean isReadScript(List<String> argv) {
        return argv.size() > 2 && READING.contains(argv.get(2));
    }

    Reply run(Inner inner, byte[] stdin) throws InterruptedException {
        var lock = inner.lock().map(path -> locks.computeIfAbsent(path, ignored -> new ReentrantLock()));
        if (lock.isPresent() && !lock.get().tryLock(inner.lockSeconds(), TimeUnit.SECONDS)) {
            journal.add(inner.argv(), true);
            return new Reply(Wrapping.LOCK_TAKEN, "", "");
        }
        try {
            var reply = inner.login().isPresent()
                    ? loggedIn(inner, inner.login().get(), stdin)
                    : once(inner, stdin, Map.of());
            journal.add(inner.argv(), reply.isPresent());
            return reply.map(answer -> inner.joined() ? answer.joined() : answer)
                    .orElseGet(() -> Reply.notFound("the simulated host does not know " + inner.argv()));
        } finally {
            lock.ifPresent(ReentrantLock::unlock);
        }
    }

    /** What {@link HostScripts#LOGGED_IN} does. */
    private Optional<Reply> loggedIn(Inner inner, Login login, byte[] stdin) {
        files.remove(login.directory());
        if (faults.diskFull()) {
            return Optional.of(Reply.failed(1, "cat: write error: No space left on device"));
        }
        if (login.length() != stdin.length) {
            return Optional.of(Reply.failed(74, "the content was cut off on its way"));
        }
        files.write(login.directory() + "/config.json", stdin, 0600);
        try {
            return once(inner, new byte[0], Map.of("DOCKER_CONFIG", login.directory()));
        } finally {
            files.remove(login.directory());
        }
    }

    private Optional<Reply> once(Inner inner, byte[] stdin, Map<String, String> variables) {
        return inner.once().isPresent()
                ? once(inner, inner.once().get(), stdin, variables)
                : sourced(inner, stdin, variables);
    }

    /** What {@link HostScripts#ONCE} does. */
    private Optional<Reply> once(Inner inner, Once once, byte[] stdin, Map<String, String> variables) {
        var found = faults.dockerDown() ? Optional.<SimulatedContainer>empty() : engine.find(once.container());
        if (found.filter(SimulatedContainer::everStarted).isPresent()) {
            return Optional.of(Reply.ok());
        }
        found.ifPresent(left -> engine.remove(List.of(left.id())));
        var mark = files.read(once.mark()).map(StoredFile::text);
        if (found.isEmpty() && mark.equals(Optional.of(once.occasion())) && !faults.dockerDown()) {
            return Optional.of(Reply.failed(67, ""));
        }
        var reply = sourced(inner, stdin, variables);
        if (reply.filter(answer -> answer.exitCode() == 0).isPresent()) {
            files.write(once.mark(), once.occasion().getBytes(UTF_8), 0600);
        }
        return reply;
    }

    private Optional<Reply> sourced(Inner inner, byte[] stdin, Map<String, String> variables) {
        if (inner.envFile().isEmpty()) {
            return program(inner.argv(), variables, stdin);
        }
        var file = files.read(inner.envFile().get());
        return file.isEmpty()
                ? Optional.of(Reply.failed(
                        2, "sh: 1: .: cannot open %s".formatted(inner.envFile().get())))
                : program(inner.argv(), with(variables, Words.exports(file.get().text())), stdin);
    }

    private static Map<String, String> with(Map<String, String> variables, Map<String, String> others) {
        var all = new HashMap<>(variables);
        all.putAll(others);
        return all;
    }

    private Optional<Reply> program(List<String> argv, Map<String, String> variables, byte[] stdin) {
        var rest = argv.subList(1, argv.size());
        return switch (argv.getFirst()) {
            case "sh" -> script(rest, stdin).or(() -> SimulatedPrograms.run(argv, stdin));
            case "echo" -> SimulatedPrograms.run(argv, stdin);
            case "rm" -> rest.size() > 2 ? Optional.of(remove(rest.subList(2, rest.size()))) : Optional.empty();
            case "date" -> Optional.of(Reply.ok(time() + "\n"));
            case "id" -> Optional.of(Reply.ok("0\n"));
            case "cat" ->
                rest.isEmpty() ? SimulatedPrograms.run(argv, stdin) : Optional.of(Reply.ok(packages.release()));
            case "cloud-init" -> Optional.of(Reply.ok("status: done\n"));
            case "systemctl" -> Optional.of(faults.dockerDown() ? Reply.failed(1, "Job failed.") : Reply.ok());
            case "apt-cache" ->
                Optional.of(
                        packages.sells(rest.getLast())
                                ? Reply.ok("Package")
                                : Reply.failed(100, "E: No packages found"));
            case "env" ->
                rest.size() > 5 && rest.get(1).equals("apt-get")
                        ? packages.apt(rest.subList(5, rest.size()))
                        : Optional.empty();
            case "curl" -> curl(rest);
            case "docker" -> docker(rest, variables, stdin);
            case "docker-compose" -> compose(Program.COMPOSE_1, rest, variables);
            default -> Optional.empty();
        };
    }

    private Optional<Reply> curl(List<String> words) {
        if (!packages.has(Program.CURL)) {
            return Optional.of(Reply.notFound("curl"));
        }
        return words.equals(List.of("--version")) ? Optional.of(Reply.ok("curl 8.5.0\n")) : docker.curl(words);
    }

    private Optional<Reply> docker(List<String> words, Map<String, String> variables, byte[] stdin) {
        if (!packages.has(Program.ENGINE)) {
            return Optional.of(Reply.notFound("docker"));
        }
        if (words.getFirst().equals("compose")) {
            return compose(Program.COMPOSE_2, words.subList(1, words.size()), variables);
        }
        if (faults.dockerDown()) {
            return Optional.of(daemonDown());
        }
        return words.equals(List.of("version", "--format", "{{.Server.Version}}"))
                ? Optional.of(Reply.ok(packages.engineVersion() + "\n"))
                : docker.run(words, stdin);
    }

    private Optional<Reply> compose(Program flavour, List<String> words, Map<String, String> variables) {
        if (!packages.has(flavour)) {
            return Optional.of(
                    flavour == Program.COMPOSE_1
                            ? Reply.notFound("docker-compose")
                            : Reply.failed(1, "docker: 'compose' is not a docker command."));
        }
        if (words.equals(List.of("version", "--short"))) {
            return Optional.of(packages.composeVersion(flavour));
        }
        // As the real ones do, it goes where the variable says, and there is nobody.
        if (faults.dockerDown() || variables.containsKey("DOCKER_HOST")) {
            return Optional.of(daemonDown());
        }
        var separator = flavour == Program.COMPOSE_1 ? "_" : "-";
        return new SimulatedCompose(engine, files, faults, separator).run(words, variables);
    }

    private Optional<Reply> script(List<String> words, byte[] stdin) {
        if (words.size() < 4 || !words.get(0).equals("-c") || !words.get(2).equals("stagecraft")) {
            return Optional.empty();
        }
        var path = words.get(3);
        return switch (words.get(1)) {
            case HostScripts.PUT -> Optional.of(write(words, stdin));
            case HostScripts.CREATE ->
                Optional.of(files.read(path).isPresent() ? new Reply(65, "", "") : write(words, stdin));
            case HostScripts.READ ->
                Optional.of(files.read(path).map(file -> Reply.ok(file.text())).orElse(new Reply(66, "", "")));
            case HostScripts.OPEN -> Optional.of(open(path, words.get(4)));
            case HostScripts.SWEEP -> Optional.of(sweep(path));
            case HostScripts.LIST ->
                Optional.of(files.isDirectory(path) ? Reply.lines(files.names(path)) : new Reply(66, "", ""));
            default -> builds.run(words, stdin);
        };
    }

    private Reply write(List<String> words, byte[] stdin) {
        if (faults.diskFull()) {
            return Reply.failed(1, "cat: write error: No space left on device");
        }
        if (Integer.parseInt(words.get(5)) != stdin.length) {
            return Reply.failed(74, "the content was cut off on its way");
        }
        files.write(words.get(3), stdin, Integer.parseInt(words.get(4), 8));
        return Reply.ok();
    }

    private Reply open(String part, String directory) {
        if (!files.isDirectory(directory)) {
            files.move(part, directory);
        }
        return Reply.ok();
    }

    private Reply sweep(String base) {
        for (var shipped : files.names(base + "/files")) {
            boolean named = files.names(base + "/releases").stream()
                    .flatMap(release -> files.read(base + "/releases/" + release + "/compose.yaml").stream())
                    .anyMatch(file -> file.text().contains("./files/" + shipped));
            if (!named) {
                files.remove(base + "/files/" + shipped);
            }
        }
        return Reply.ok();
    }

    private Reply remove(List<String> paths) {
        paths.forEach(files::remove);
        return Reply.ok();
    }

    private String time() {
        var now = clock.instant();
        return "%d.%09d".formatted(now.getEpochSecond(), now.getNano());
    }

    private static Reply daemonDown() {
        return Reply.failed(
                1, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
