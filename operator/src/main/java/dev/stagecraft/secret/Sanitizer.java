package dev.stagecraft.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes text fit to leave the process, as one line: known secrets in any usual spelling become {@link Secret#REDACTED},
 * URLs lose their user info, query and fragment, control characters, terminal escapes and direction overrides go, and
 * what is left is cut to {@link #MAX_BYTES}. Immutable and pure; the same text cleaned twice does not change again.
 */
public final class Sanitizer {
    /** The most that {@link #clean} returns, in UTF-8 bytes. */
    public static final int MAX_BYTES = 1024;

    private static final String CUT = "…";
    private static final Pattern TERMINAL_ESCAPE = Pattern.compile(
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)?|\u001b[ -/]*[0-~]?");
    private static final Pattern SPACE = Pattern.compile("[\\s\u0085\u2028\u2029]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}]");

    /** Of a scheme its last mark is enough: to look for its begin at every letter of a long line would cost the square of its length. */
    private static final Pattern USER_INFO = Pattern.compile("([A-Za-z0-9+.-]://)[^\\s/?#]*@");

    /** Matches URLs without a query as well, so that no part of one is looked at twice. */
    private static final Pattern QUERY = Pattern.compile("([A-Za-z0-9+.-]://[^\\s?#\"'<>]*+)(?:[?#][^\\s\"'<>]*+)?");

    private final Set<String> forms;

    private Sanitizer(Set<String> forms) {
        this.forms = forms;
    }

    /** Knows no secret yet: strips and cuts only. */
    public static Sanitizer none() {
        return new Sanitizer(Set.of());
    }

    /** Knows {@code secrets}; those shorter than {@link SecretForms#SHORTEST} characters are left, as hiding them would spell them. */
    public static Sanitizer of(Collection<Secret> secrets) {
        return none().with(secrets);
    }

    /** A sanitizer that knows {@code secrets} as well. */
    public Sanitizer with(Collection<Secret> secrets) {
        var all = new LinkedHashSet<>(forms);
        for (Secret secret : secrets) {
            for (String form : SecretForms.of(secret)) {
                all.add(oneLine(form));
            }
        }
        all.removeIf(form -> form.length() < SecretForms.SHORTEST);
        return new Sanitizer(all);
    }

    /** A sanitizer that knows {@code secret} as well. */
    public Sanitizer with(Secret secret) {
        return with(List.of(secret));
    }

    /** The text as it may be logged, put into a status or shown to a person. */
    public String clean(String text) {
        String redacted = redact(oneLine(text));
        String anonymous = USER_INFO.matcher(redacted).replaceAll("$1");
        return cut(QUERY.matcher(anonymous).replaceAll("$1"));
    }

    /** The same for a line of a unified difference: its sign and the indentation stay. */
    public String cleanDifference(String line) {
        int from = Math.min(1, line.length());
        while (from < line.length() && line.charAt(from) == ' ') {
            from++;
        }
        return line.substring(0, from) + clean(line.substring(from));
    }

    /** Escapes go before secrets are looked for, so that none can hide a secret by standing in its middle. */
    private static String oneLine(String text) {
        String plain = TERMINAL_ESCAPE.matcher(text).replaceAll("");
        String spaced = SPACE.matcher(plain).replaceAll(" ");
        return UNSEEN.matcher(spaced).replaceAll("").strip();
    }

    /** Marks first and replaces afterwards, so that of two secrets that overlap no rest is left. */
    private String redact(String text) {
        var hidden = new BitSet(text.length());
        for (String form : forms) {
            for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
                hidden.set(at, at + form.length());
            }
        }
        var shown = new StringBuilder();
        int from = 0;
        for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(from)) {
            shown.append(text, from, start).append(Secret.REDACTED);
            from = hidden.nextClearBit(start);
        }
        return shown.append(text, from, text.length()).toString();
    }

    private static String cut(String text) {
        if (utf8Length(text) <= MAX_BYTES) {
            return text;
        }
        int bytes = utf8Length(CUT);
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            bytes += utf8Length(Character.toString(point));
            if (bytes > MAX_BYTES) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end) + CUT;
    }

    private static int utf8Length(String text) {
        return text.getBytes(UTF_8).length;
    }
}
