package dev.latchkey.acceptance.keycloak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The user's half of the device flow, done on Keycloak's own HTML pages as a browser without scripts would do it.
 *
 * <p>Each call is a fresh browser, so users never meet another's session. Every step names the page it expects, because
 * Keycloak answers most mistakes with a 200 and another page, which would otherwise surface much later as a token that
 * never comes.
 */
public final class KeycloakPages {

    private static final String CODE_PAGE = "login-login-oauth2-device-verify-user-code";
    private static final String LOGIN_PAGE = "login-login";
    private static final String CONSENT_PAGE = "login-login-oauth-grant";
    private static final String INFO_PAGE = "login-info";
    private static final String APPROVED = "Device Login Successful";
    private static final String DENIED = "Device Login Failed";

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    private static final String ATTRIBUTES = "((?:[^>\"']|\"[^\"]*\"|'[^']*')*)";
    private static final Pattern FORM = Pattern.compile("<form\\b" + ATTRIBUTES + ">(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b" + ATTRIBUTES + ">");
    private static final Pattern BODY = Pattern.compile("<body\\b" + ATTRIBUTES + ">(.*)</body>", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("<title>(.*?)</title>", Pattern.DOTALL);

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(REQUEST_LIMIT)
            .cookieHandler(new BrowserCookies())
            .build();

    private KeycloakPages() {}

    /** Signs in and grants the request behind {@code verification_uri_complete}. */
    public static void approve(URI verificationUriComplete, String username, String password) {
        KeycloakPages browser = new KeycloakPages();
        browser.decide(browser.get(verificationUriComplete), username, password, "accept", APPROVED);
    }

    /** Types the user code in by hand, then signs in and grants the request. */
    public static void approve(URI verificationUri, String userCode, String username, String password) {
        KeycloakPages browser = new KeycloakPages();
        Page login = browser.enter(verificationUri, userCode);
        browser.decide(login, username, password, "accept", APPROVED);
    }

    /** Signs in and refuses the request behind {@code verification_uri_complete}. */
    public static void deny(URI verificationUriComplete, String username, String password) {
        KeycloakPages browser = new KeycloakPages();
        browser.decide(browser.get(verificationUriComplete), username, password, "cancel", DENIED);
    }

    private Page enter(URI verificationUri, String userCode) {
        Page page = get(verificationUri).expect(CODE_PAGE);
        return submit(page, Map.of("device_user_code", userCode));
    }

    private void decide(Page login, String username, String password, String button, String outcome) {
        login.expect(LOGIN_PAGE);
        Page consent = submit(login, Map.of("username", username, "password", password))
                .expect(CONSENT_PAGE);
        Page last = submit(consent, Map.of(button, "")).expect(INFO_PAGE);
        if (!last.text().contains(outcome)) { // one page tells both outcomes, and only its words tell them apart
            throw last.unexpected(outcome);
        }
    }

    private Page get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    private Page submit(Page page, Map<String, String> typed) {
        Matcher form = FORM.matcher(page.html);
        if (!form.find()) {
            throw page.unexpected("a page with a form");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        INPUT.matcher(form.group(2))
                .results()
                .map(input -> input.group(1))
                .filter(input -> attribute(input, "type").equals("hidden"))
                .forEach(input -> fields.put(attribute(input, "name"), attribute(input, "value")));
        fields.putAll(typed);
        String body = fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(page.uri.resolve(attribute(form.group(1), "action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private Page send(HttpRequest.Builder request) {
        try {
            // Keycloak serves programs at the very same address, and takes a form without this header for theirs.
            request.header("Accept", "text/html").timeout(REQUEST_LIMIT);
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Page(response.uri(), response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading a Keycloak page", e);
        }
    }

    /** The decoded value of an attribute, or an empty string; knows only the entities Keycloak's templates write. */
    private static String attribute(String attributes, String name) {
        Matcher value = Pattern.compile("(?:^|\\s)" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')")
                .matcher(attributes);
        if (!value.find()) {
            return "";
        }
        return unescape(value.group(1) != null ? value.group(1) : value.group(2));
    }

    private static String unescape(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private record Page(URI uri, int status, String html) {

        Page expect(String id) {
            if (!id().equals(id)) {
                throw unexpected("page " + id);
            }
            return this;
        }

        AssertionError unexpected(String wanted) {
            Matcher title = TITLE.matcher(html);
            String text = text();
            return new AssertionError("wanted %s but got page '%s' (HTTP %d, title '%s'): %s"
                    .formatted(
                            wanted,
                            id(),
                            status,
                            title.find() ? unescape(title.group(1).trim()) : "",
                            text.substring(0, Math.min(text.length(), 300))));
        }

        /** Keycloak's own name for the page, or an empty string when the answer is no page of its theme. */
        private String id() {
            Matcher body = BODY.matcher(html);
            return body.find() ? attribute(body.group(1), "data-page-id") : "";
        }

        private String text() {
            Matcher body = BODY.matcher(html);
            String visible = (body.find() ? body.group(2) : html).replaceAll("(?s)<script\\b.*?</script>|<[^>]*>", " ");
            return unescape(visible).replaceAll("\\s+", " ").trim();
        }
    }
}
