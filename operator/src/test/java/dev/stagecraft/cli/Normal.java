package dev.stagecraft.cli;

/** Takes out of a text what is another one in each run. */
final class Normal {
    private Normal() {}

    static String of(String text) {
        return text.replaceAll("rel-[0-9]{8}-[0-9]{9}", "rel-ID")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?Z", "TIME")
                .replaceAll("sha256:[0-9a-f]{12,64}", "sha256:HASH")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UID");
    }
}
