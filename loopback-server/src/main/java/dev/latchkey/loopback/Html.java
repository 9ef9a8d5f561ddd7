package dev.latchkey.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** HTML pages with one style, which the content security policy allows by its hash; no scripts and no external resources. */
final class Html {
    private static final String STYLE = readStyle();
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Html() {}

    /** Escapes text for an element or a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Builds a page.
     *
     * @param title plain text; escaped here
     * @param main the HTML of the main part, already escaped
     */
    static Answer page(int status, String title, String main) {
        String head = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <style>""".formatted(escape(title));
        String html = head + STYLE + "</style>\n</head>\n<body>\n<main>\n" + main + "</main>\n</body>\n</html>\n";
        return Answer.of(status, "text/html; charset=utf-8", html)
                .withHeader("Content-Security-Policy", POLICY)
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("X-Frame-Options", "DENY")
                .withHeader("Referrer-Policy", "no-referrer");
    }

    private static String readStyle() {
        try (InputStream in = Html.class.getResourceAsStream("verification.css")) {
            if (in == null) {
                throw new IllegalStateException("verification.css is missing from the testkit");
            }
            // A checkout may have changed the line endings, and a browser normalizes them before it computes the hash.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read verification.css", e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
