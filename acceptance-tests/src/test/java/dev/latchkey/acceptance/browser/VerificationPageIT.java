package dev.latchkey.acceptance.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verification page of the demo and the loopback server: on a phone, without JavaScript, with a screen reader, and in use. */
class VerificationPageIT {
    @TempDir
    private Path folder;

    private LoopbackAuthorizationServer server;
    private Chromium browser;
    private CliProcess.Started login;
    private Map<String, Object> prompt = Map.of();

    @BeforeEach
    void startALogin() throws Exception {
        browser = new Chromium(folder).onAPhone().withoutScripts();
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .clientName("Example")
                .start();
        login = new CliProcess(folder)
                .start(
                        Map.of(),
                        "login",
                        "--no-browser",
                        "--json",
                        "--store=file",
                        "--issuer=" + server.issuer(),
                        "--client-id=" + server.clientId());
        prompt = new Run(0, login.firstLine(), "").onlyJson();
    }

    @AfterEach
    void tearDown() {
        login.process().destroyForcibly();
        server.close();
        browser.close();
    }

    @Test
    void thePageShowsWhatIsGrantedToWhichClientAndAPersonApproves() throws Exception {
        browser.open(URI.create(String.valueOf(prompt.get("verification_uri_complete"))));

        String text = browser.text();
        assertTrue(text.contains("Let Example log in as you?"), text);
        assertTrue(text.contains(String.valueOf(prompt.get("user_code"))), text);
        assertTrue(text.contains("know who you are"), text);
        assertTrue(text.contains(server.clientId()), text);
        browser.keepPicture("approve");
        browser.type("#username", "alice");
        browser.clickThrough("button[value=approve]");

        assertTrue(browser.text().contains("You are logged in as alice"), browser.text());
        browser.keepPicture("approved");
        login.end().expect(0).saysOnOut("\"username\":\"alice\"");
    }

    @Test
    void aPersonEntersTheCodeAndDenies() throws Exception {
        browser.open(URI.create(String.valueOf(prompt.get("verification_uri"))));
        browser.type("#user_code", String.valueOf(prompt.get("user_code")).toLowerCase(Locale.ROOT));
        browser.clickThrough("button");
        browser.clickThrough("button[value=deny]");

        assertTrue(browser.text().contains("The program was not logged in"), browser.text());
        login.end().expect(4);
    }

    @Test
    void thePageFitsAPhoneAndAllElementsHaveNames() throws Exception {
        for (String page : List.of("verification_uri", "verification_uri_complete")) {
            browser.open(URI.create(String.valueOf(prompt.get(page))));

            assertEquals(true, browser.ask("document.documentElement.scrollWidth <= window.innerWidth"), page);
            assertEquals("en", browser.ask("document.documentElement.lang"), page);
            assertEquals(1, ((Number) browser.ask("document.querySelectorAll('h1').length")).intValue(), page);
            List<String> read = browser.readOut();
            assertTrue(read.stream().anyMatch(line -> line.matches("textbox: .+")), read::toString);
            assertTrue(read.stream().anyMatch(line -> line.matches("button: .+")), read::toString);
            assertTrue(read.stream().noneMatch(line -> line.matches("(textbox|button|link): ")), read::toString);
        }
    }
}
