package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerificationPageTest {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new TinyJson())
            .clientId("<script>alert('id')</script>")
            .clientName("A & B \"CLI\"")
            .start();
    private final TestClient client = new TestClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void thePageSaysWhatIsGrantedToWhomAndWhichCodeToCompare() throws Exception {
        TestClient.Reply code = client.requestCode("openid <b>odd</b>");

        String html = page(code).response().body();

        assertTrue(html.startsWith("<!doctype html>"));
        assertTrue(html.contains("<html lang=\"en\">"));
        assertTrue(html.contains("width=device-width"));
        assertTrue(html.contains(code.text("user_code")));
        assertTrue(html.contains("A &amp; B &quot;CLI&quot;"));
        assertTrue(html.contains("know who you are"));
        assertTrue(html.contains("value=\"demo\""));
        assertTrue(html.contains("<label for=\"username\">"));
    }

    @Test
    void nothingFromOutsideBecomesMarkup() throws Exception {
        String html = page(client.requestCode("<b>odd</b>")).response().body();

        assertTrue(html.contains("&lt;script&gt;alert(&#39;id&#39;)&lt;/script&gt;"));
        assertTrue(html.contains("&lt;b&gt;odd&lt;/b&gt;"));
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("<b>"));
    }

    @Test
    void thePolicyAllowsNothingButThePagesOwnStyle() throws Exception {
        TestClient.Reply page = client.get(server.verificationUri());
        String html = page.response().body();
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        String policy = page.header("Content-Security-Policy");

        assertTrue(policy.startsWith("default-src 'none';"));
        assertTrue(policy.contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
        assertTrue(style.contains("prefers-color-scheme: dark"));
        assertEquals("no-store", page.header("Cache-Control"));
    }

    @Test
    void approvingOnThePageLogsTheTypedUserIn() throws Exception {
        TestClient.Reply code = client.requestCode("openid");

        TestClient.Reply result = submit(page(code), code, "approve", " bob ");

        assertEquals(200, result.status());
        assertTrue(result.response().body().contains("logged in as bob"));
        assertEquals(200, client.poll(code.text("device_code")).status());
        assertTrue(
                server.log().events(ServerEvent.Kind.APPROVED).get(0).detail().endsWith("by bob"));
    }

    @Test
    void denyingOnThePageEndsTheLogin() throws Exception {
        TestClient.Reply code = client.requestCode("openid");

        assertTrue(submit(page(code), code, "deny", "demo").response().body().contains("Denied"));
        assertEquals("access_denied", client.poll(code.text("device_code")).error());
    }

    @Test
    void lookingDecidesNothing() throws Exception {
        TestClient.Reply code = client.requestCode("openid");

        client.get(URI.create(code.text("verification_uri_complete") + "&decision=approve&username=eve"));

        assertEquals(
                "authorization_pending", client.poll(code.text("device_code")).error());
    }

    @Test
    void aFormFromAnotherSiteDecidesNothing() throws Exception {
        TestClient.Reply code = client.requestCode("openid");

        TestClient.Reply withoutCookie = client.post(
                Endpoint.VERIFICATION,
                "user_code",
                code.text("user_code"),
                "csrf",
                csrf(page(code)),
                "username",
                "eve",
                "decision",
                "approve");
        TestClient.Reply withoutToken = client.send(TestClient.formRequest(
                        server.verificationUri(),
                        "user_code",
                        code.text("user_code"),
                        "username",
                        "eve",
                        "decision",
                        "approve")
                .header("Cookie", cookie(page(code))));

        assertEquals(400, withoutCookie.status());
        assertEquals(400, withoutToken.status());
        assertEquals(
                "authorization_pending", client.poll(code.text("device_code")).error());
    }

    @Test
    void aUsernameIsNeededToApprove() throws Exception {
        TestClient.Reply code = client.requestCode("openid");

        TestClient.Reply reply = submit(page(code), code, "approve", "  ");

        assertEquals(400, reply.status());
        assertTrue(reply.response().body().contains("role=\"alert\""));
        assertEquals(
                "authorization_pending", client.poll(code.text("device_code")).error());
    }

    @Test
    void aCodeMayBeTypedInSmallLettersWithoutTheDash() throws Exception {
        TestClient.Reply code = client.requestCode("openid");
        String typed = code.text("user_code").toLowerCase(Locale.ROOT).replace("-", "");

        TestClient.Reply reply = client.get(URI.create(server.verificationUri() + "?user_code=" + typed));

        assertEquals(200, reply.status());
        assertTrue(reply.response().body().contains(code.text("user_code")));
    }

    @Test
    void aCodeThatWaitsForNothingIsAskedForAgain() throws Exception {
        TestClient.Reply code = client.requestCode("openid");
        TestClient.Reply page = page(code);
        server.approve(code.text("user_code"), "alice");

        assertEquals(404, submit(page, code, "approve", "eve").status());
        assertEquals(404, page(code).status());
        assertTrue(client.get(server.verificationUri()).response().body().contains("name=\"user_code\""));
    }

    private TestClient.Reply page(TestClient.Reply code) throws Exception {
        return client.get(URI.create(code.text("verification_uri_complete")));
    }

    private TestClient.Reply submit(TestClient.Reply page, TestClient.Reply code, String decision, String username)
            throws Exception {
        return client.send(TestClient.formRequest(
                        server.verificationUri(),
                        "user_code",
                        code.text("user_code"),
                        "csrf",
                        csrf(page),
                        "username",
                        username,
                        "decision",
                        decision)
                .header("Cookie", cookie(page)));
    }

    private static String csrf(TestClient.Reply page) {
        Matcher matcher = CSRF.matcher(page.response().body());
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    private static String cookie(TestClient.Reply page) {
        return page.header("Set-Cookie").split(";")[0];
    }
}
