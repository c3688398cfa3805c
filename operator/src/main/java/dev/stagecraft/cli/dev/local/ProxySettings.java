package dev.stagecraft.cli.dev.local;

/**
 * What the proxy in front of local processes is to be like.
 *
 * @param https whether it has certificates; then what comes over plain HTTP is sent on to HTTPS
 * @param hostNetwork whether its container shares the machine's network; where it cannot, Docker's own name for the machine is used
 */
public record ProxySettings(String image, boolean https, int httpPort, int httpsPort, boolean hostNetwork) {
    /** Name of its service in the compose file that is made for one run. */
    public static final String SERVICE = "stagecraft-proxy";

    /** Where its files are in the container. */
    static final String DIRECTORY = "/etc/stagecraft";

    /** Those of this machine, for people. */
    public String ports() {
        return https ? "127.0.0.1:%d, 127.0.0.1:%d".formatted(httpPort, httpsPort) : "127.0.0.1:" + httpPort;
    }
}
