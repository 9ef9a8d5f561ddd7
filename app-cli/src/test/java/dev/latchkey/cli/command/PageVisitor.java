package dev.latchkey.cli.command;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Replaces a person with a browser: opens the page, parses its form, and approves. */
final class PageVisitor {
    private static final Pattern HIDDEN = Pattern.compile("name=\"(user_code|csrf)\" value=\"([^\"]*)\"");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    /**
     * Approves the login that the page asks about.
     *
     * @throws IllegalStateException if the page does not allow it
     */
    void approve(URI page, String username) {
        try {
            HttpResponse<String> form = send(HttpRequest.newBuilder(page));
            String cookie = form.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0];
            Map<String, String> hidden = HIDDEN.matcher(form.body())
                    .results()
                    .collect(
                            Collectors.toMap(found -> found.group(1), found -> found.group(2), (first, same) -> first));
            String answer = "user_code=" + encoded(hidden.getOrDefault("user_code", "")) + "&csrf="
                    + encoded(hidden.getOrDefault("csrf", "")) + "&username=" + encoded(username) + "&decision=approve";
            HttpResponse<String> approved = send(HttpRequest.newBuilder(page.resolve("/device"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Cookie", cookie)
                    .POST(HttpRequest.BodyPublishers.ofString(answer)));
            if (approved.statusCode() != 200) {
                throw new IllegalStateException(
                        "The page answered the approval with status " + approved.statusCode() + ".");
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The page could not be reached: " + e.getClass().getSimpleName() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
