package dev.stagecraft.dotenv;

import java.util.Random;

/** Random texts of what means something to shells, dotenv files and Compose. */
public final class NastyText {
    private static final String[] PIECES = {
        "\\",
        "\\\\",
        "\"",
        "'",
        "$",
        "$$",
        "${A}",
        "${",
        "}",
        "$V0",
        "${V1:-",
        "#",
        " #",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "=",
        ":",
        "`id`",
        "$(id)",
        ";",
        "&",
        "|",
        "<",
        ">",
        "*",
        "!",
        "%s",
        "\\n",
        "\\$",
        "\\0101",
        "\\x41",
        "export ",
        "A=",
        "\u00a0",
        "\u0085",
        "\u2028",
        "\u3000",
        "\ufeff",
        "\u202e",
        "\u001b[31m",
        "\u0001",
        "\u007f",
        "z\u00fc",
        "\ud83d\ude80",
        "word",
        "1",
        "-----BEGIN KEY-----"
    };

    private NastyText() {}

    /** A value that a process can have. */
    public static String of(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** A file that is nearly one. */
    static String file(Random random) {
        var text = new StringBuilder(random.nextInt(8) == 0 ? "\ufeff" : "");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(random.nextInt(4) == 0 ? "" : "V" + random.nextInt(4))
                    .append(random.nextInt(6) == 0 ? "" : "=")
                    .append(of(random))
                    .append(random.nextInt(9) == 0 ? "\0" : "")
                    .append(random.nextInt(5) == 0 ? "" : "\n");
        }
        return text.toString();
    }
}
