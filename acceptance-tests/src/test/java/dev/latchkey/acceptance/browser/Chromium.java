package dev.latchkey.acceptance.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with its own profile. Used by one thread. */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");
    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\": *\"([^\"]+/page/[^\"]+)\"");
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final DevTools page;

    /** Starts the browser. Skips the test if none is installed. */
    public Chromium(Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "chromium is not installed");
        Path said = folder.resolve("chromium-said");
        process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        page = new DevTools(URI.create(pageOf(port(said))));
        page.call("Page.enable", Map.of());
    }

    private int port(Path said) throws IOException, InterruptedException {
        for (int i = 0; i < LIMIT_SECONDS * 20; i++) {
            Matcher listening = LISTENING.matcher(Files.readString(said));
            if (listening.find()) {
                return Integer.parseInt(listening.group(1));
            }
            // Only the output of the process shows when it is ready.
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("Chromium does not start: " + Files.readString(said));
    }

    private static String pageOf(int port) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        String pages =
                HttpClient.newHttpClient().send(list, BodyHandlers.ofString()).body();
        Matcher page = PAGE.matcher(pages);
        if (!page.find()) {
            throw new AssertionError("Chromium has no page: " + pages);
        }
        return page.group(1);
    }

    /** Sets a phone's screen size. */
    public Chromium onAPhone() throws InterruptedException {
        page.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 640, "deviceScaleFactor", 2, "mobile", true));
        return this;
    }

    /** Disables JavaScript in pages. */
    public Chromium withoutScripts() throws InterruptedException {
        page.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    /** Opens a page and waits until it is loaded. */
    public void open(URI uri) throws InterruptedException {
        page.forget();
        page.call("Page.navigate", Map.of("url", uri.toString()));
        page.await("Page.loadEventFired");
    }

    /** Types into the field. */
    public void type(String selector, String text) throws InterruptedException {
        ask("(e => { e.focus(); e.select(); return true; })(" + find(selector) + ")");
        page.call("Input.insertText", Map.of("text", text));
    }

    /** Clicks with the mouse and waits for the next page. */
    public void clickThrough(String selector) throws InterruptedException {
        ask("(e => { e.scrollIntoView({block: 'center'}); return true; })(" + find(selector) + ")");
        double x = ((Number) ask("(r => r.x + r.width / 2)(" + find(selector) + ".getBoundingClientRect())"))
                .doubleValue();
        double y = ((Number) ask("(r => r.y + r.height / 2)(" + find(selector) + ".getBoundingClientRect())"))
                .doubleValue();
        page.forget();
        for (String type : List.of("mousePressed", "mouseReleased")) {
            page.call(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
        page.await("Page.loadEventFired");
    }

    /** The visible text of the page. */
    public String text() throws InterruptedException {
        return String.valueOf(ask("document.body.innerText"));
    }

    /** Evaluates an expression. DevTools can do this even if JavaScript is disabled in pages. */
    public Object ask(String expression) throws InterruptedException {
        Map<String, Object> result =
                DevTools.object(page.call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
                        .get("result"));
        Object value = result.get("value");
        if (value == null) {
            throw new AssertionError(expression + ": " + result);
        }
        return value;
    }

    /** The roles and names from the accessibility tree, as {@code role: name}. */
    public List<String> readOut() throws InterruptedException {
        Object nodes = page.call("Accessibility.getFullAXTree", Map.of()).get("nodes");
        return ((List<?>) Objects.requireNonNull(nodes))
                .stream()
                        .map(DevTools::object)
                        .filter(node -> Boolean.FALSE.equals(node.get("ignored")))
                        .map(node -> value(node.get("role")) + ": " + value(node.get("name")))
                        .toList();
    }

    private static String value(@Nullable Object property) {
        return property == null ? "" : String.valueOf(DevTools.object(property).get("value"));
    }

    /** Saves a screenshot in the build folder, for manual inspection. */
    public void keepPicture(String name) throws IOException, InterruptedException {
        String data = String.valueOf(
                page.call("Page.captureScreenshot", Map.of("format", "png")).get("data"));
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode(data));
    }

    private static String find(String selector) {
        return "document.querySelector('" + selector + "')";
    }

    @Override
    public void close() {
        page.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
