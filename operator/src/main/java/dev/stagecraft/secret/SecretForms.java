package dev.stagecraft.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The spellings under which a secret turns up in other programs' output. */
final class SecretForms {
    /** Shorter pieces are everyday words and numbers: hiding those would make text unreadable and spell the secret. */
    static final int SHORTEST = 4;

    private static final Pattern LINE = Pattern.compile("\\R");
    private static final Pattern PERCENT_HEX = Pattern.compile("%[0-9A-F]{2}");

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private SecretForms() {}

    static Set<String> of(Secret secret) {
        var forms = new LinkedHashSet<String>();
        String raw = secret.reveal();
        addText(forms, raw);
        addText(forms, raw.strip());
        addBase64(forms, secret.revealBytes());
        addBase64(forms, raw.strip().getBytes(UTF_8));
        String hex = HexFormat.of().formatHex(secret.revealBytes());
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        forms.removeIf(form -> form.length() < SHORTEST);
        return forms;
    }

    /** Programs print keys and certificates line by line, so each line is a secret of its own. */
    private static void addText(Set<String> forms, String text) {
        forms.add(text);
        forms.add(escaped(text));
        Arrays.stream(LINE.split(text)).map(String::strip).forEach(line -> {
            forms.add(line);
            forms.add(escaped(line));
            addUrlEncoded(forms, line);
        });
        addUrlEncoded(forms, text);
    }

    private static void addUrlEncoded(Set<String> forms, String text) {
        for (String unreserved : List.of("-._~", "-._*", "-._~!$&'()*+,;=:@/")) {
            String component = percentEncoded(text, unreserved);
            for (String form : List.of(component, component.replace("%20", "+"))) {
                forms.add(form);
                forms.add(
                        PERCENT_HEX.matcher(form).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
            }
        }
    }

    /** Programs differ in which marks they leave alone, so the caller names them. */
    private static String percentEncoded(String text, String unreserved) {
        var encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            char mark = (char) (octet & 0xff);
            boolean plain = mark < 128 && (Character.isLetterOrDigit(mark) || unreserved.indexOf(mark) >= 0);
            encoded.append(plain ? String.valueOf(mark) : "%" + HEX.toHexDigits(octet));
        }
        return encoded.toString();
    }

    /** As JSON, shell {@code $'…'} and most loggers write it. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** All three alignments: in the encoding of {@code user:password} the secret does not start at a multiple of three bytes. */
    private static void addBase64(Set<String> forms, byte[] value) {
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[value.length + shift];
            System.arraycopy(value, 0, shifted, shift, value.length);
            int from = (shift * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            if (to - from >= SHORTEST) {
                forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
                forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
            }
        }
    }
}
