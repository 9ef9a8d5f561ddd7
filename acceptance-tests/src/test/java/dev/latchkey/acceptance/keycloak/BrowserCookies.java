package dev.latchkey.acceptance.keycloak;

import java.net.CookieHandler;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The cookies of one server.
 *
 * <p>The JDK's {@code CookieManager} does not work here: Keycloak marks its cookies as {@code Secure}, which browsers ignore on loopback
 * but the JDK does not, and as {@code Version=1}, which makes the JDK quote the values.
 */
final class BrowserCookies extends CookieHandler {

    private final Map<String, String> values = new LinkedHashMap<>();

    @Override
    public synchronized Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) {
        if (values.isEmpty()) {
            return Map.of();
        }
        String header = values.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return Map.of("Cookie", List.of(header));
    }

    @Override
    public synchronized void put(URI uri, Map<String, List<String>> responseHeaders) {
        responseHeaders.forEach((name, lines) -> {
            if (name.equalsIgnoreCase("Set-Cookie")) {
                lines.forEach(this::store);
            }
        });
    }

    private void store(String line) {
        String[] parts = line.split("\\s*;\\s*");
        String[] pair = parts[0].split("=", 2);
        boolean removed = List.of(parts).stream().anyMatch("Max-Age=0"::equalsIgnoreCase);
        if (removed || pair.length < 2) {
            values.remove(pair[0]);
        } else {
            values.put(pair[0], pair[1]);
        }
    }
}
