package dev.stagecraft.cli.init.detect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Git has a repository from, as the operator reads it.
 *
 * @param url over https, without a login
 * @param branch the one that is checked out, {@code main} where none is
 */
public record GitRemote(String url, String branch) {
    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*remote\\s+\"(.*)\"\\s*]\\s*");
    private static final Pattern URL = Pattern.compile("\\s*url\\s*=\\s*(\\S+)\\s*");
    private static final Pattern HEAD = Pattern.compile("ref:\\s*refs/heads/(\\S+)\\s*");
    private static final Pattern HTTPS = Pattern.compile("https://(?:[^@/]*@)?([^@/]+/.+)");
    private static final Pattern SSH = Pattern.compile("ssh://(?:[^@/]*@)?([^@/:]+)(?::\\d+)?/(.+)");
    private static final Pattern SCP = Pattern.compile("(?:[^@/:]+@)?([A-Za-z0-9-]*[.A-Za-z0-9-]{2,}):([^/].*)");
    private static final Pattern ACCEPTED = Pattern.compile(
            "https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/[A-Za-z0-9._~][A-Za-z0-9._~/-]*");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]*");

    /**
     * The remote {@code origin}, or the first one where there is none of that name.
     *
     * @param config the text of {@code .git/config}
     * @param head the text of {@code .git/HEAD}
     */
    public static Optional<GitRemote> of(String config, String head) {
        var urls = new LinkedHashMap<String, String>();
        String remote = "";
        for (String line : config.split("\\R")) {
            Matcher section = SECTION.matcher(line);
            if (line.strip().startsWith("[")) {
                remote = section.matches() ? section.group(1) : "";
            }
            Matcher url = URL.matcher(line);
            if (!remote.isEmpty() && url.matches()) {
                urls.putIfAbsent(remote, url.group(1));
            }
        }
        return Optional.ofNullable(urls.get("origin"))
                .or(() -> urls.values().stream().findFirst())
                .flatMap(GitRemote::https)
                .map(url -> new GitRemote(url, branch(head)));
    }

    /** The same repository over https; empty for a directory, and for what the operator would not take. */
    static Optional<String> https(String url) {
        Matcher https = HTTPS.matcher(url);
        Matcher ssh = SSH.matcher(url);
        Matcher scp = SCP.matcher(url);
        Optional<String> found = Optional.empty();
        if (https.matches()) {
            found = Optional.of("https://" + https.group(1));
        } else if (ssh.matches()) {
            found = Optional.of("https://" + ssh.group(1) + "/" + ssh.group(2));
        } else if (!url.contains("://") && scp.matches()) {
            found = Optional.of("https://" + scp.group(1) + "/" + scp.group(2));
        }
        return found.filter(text -> ACCEPTED.matcher(text).matches());
    }

    private static String branch(String head) {
        Matcher ref = HEAD.matcher(head);
        return ref.matches()
                        && BRANCH.matcher(ref.group(1)).matches()
                        && !ref.group(1).contains("..")
                ? ref.group(1)
                : "main";
    }

    /** The last part of the path, as a project may be called. */
    public String repository() {
        String path = url.replaceAll("\\.git$", "").replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Where a forge keeps images of this repository; empty for one that is not known to keep any. */
    public Optional<String> registry() {
        String path = url.substring("https://".length())
                .replaceAll("\\.git$", "")
                .replaceAll("/+$", "")
                .toLowerCase(Locale.ROOT);
        int slash = path.indexOf('/');
        return switch (path.substring(0, slash)) {
            case "github.com" -> Optional.of("ghcr.io" + path.substring(slash));
            case "gitlab.com" -> Optional.of("registry.gitlab.com" + path.substring(slash));
            default -> Optional.empty();
        };
    }
}
