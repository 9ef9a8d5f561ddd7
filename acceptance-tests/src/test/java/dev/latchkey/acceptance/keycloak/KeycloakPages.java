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
 * The person's part of the device flow on Keycloak's HTML pages, like a browser without JavaScript.
 *
 * <p>Each call uses a new browser, so users never share a session. Every step checks that it is on the expected page, because Keycloak
 * answers most mistakes with status 200 and a different page, which would otherwise show up much later as a token that never arrives.
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

    /** Signs in and approves the request of {@code verification_uri_complete}. */
    public static void approve(URI verificationUriComplete, String username, String password) {
        KeycloakPages browser = new KeycloakPages();
        browser.decide(browser.get(verificationUriComplete), username, password, "accept", APPROVED);
    }

    /** Enters the user code, signs in and approves the request. */
    public static void approve(URI verificationUri, String userCode, String username, String password) {
        KeycloakPages browser = new KeycloakPages();
        Page login = browser.enter(verificationUri, userCode);
        browser.decide(login, username, password, "accept", APPROVED);
    }

    /** Signs in and denies the request of {@code verification_uri_complete}. */
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
        if (!last.text().contains(outcome)) { // The same page shows both outcomes; only its text differs
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
            // At the same URL, Keycloak also serves programs, and assumes a form without this header comes from one.
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

    /** The decoded value of an attribute, or an empty string. Decodes only the entities that Keycloak's templates use. */
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

        /** Keycloak's name for the page, or an empty string if it is not a page of its theme. */
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
