package dev.latchkey.loopback;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The HTML that a person sees when approving a login (RFC 8628 §3.3). It needs no script and fits on a phone. */
final class VerificationPage {
    private static final Map<String, String> MEANINGS = Map.of(
            "openid", "know who you are",
            "profile", "read your name",
            "email", "read your e-mail address",
            "offline_access", "stay logged in when you are away",
            "admin", "administer the demo API");

    private final Client client;

    VerificationPage(Client client) {
        this.client = client;
    }

    /** Asks for the code. */
    Answer askForCode() {
        return enterCode(200, "");
    }

    /** Asks again after a code that cannot be approved or denied. */
    Answer unknownCode() {
        return enterCode(
                404,
                "<p class=\"alert\" role=\"alert\">No login is waiting for this code."
                        + " It may be mistyped, used or expired.</p>\n");
    }

    private static Answer enterCode(int status, String alert) {
        String main = alert + """
                <h1>Connect a device</h1>
                <form method="get" action="/device">
                <label for="user_code">Code shown by the program</label>
                <input id="user_code" name="user_code" required autofocus autocomplete="off" autocapitalize="characters"
                  spellcheck="false" placeholder="XXXX-XXXX">
                <div class="buttons"><button class="yes">Continue</button></div>
                </form>
                """;
        return Html.page(status, "Connect a device", main);
    }

    /**
     * Asks whether to approve the login.
     *
     * @param csrf proves that the form came from this page
     * @param alert what was wrong with the last attempt; empty if nothing
     */
    Answer askToApprove(DeviceCode code, String csrf, String username, String alert) {
        String warning = alert.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + Html.escape(alert) + "</p>\n";
        String main = warning
                + "<h1>Let " + Html.escape(client.name()) + " log in as you?</h1>\n"
                + whatToCompare(code)
                + whatIsGranted(code.request)
                + form(code, csrf, username);
        return Html.page(alert.isEmpty() ? 200 : 400, "Approve a login", main);
    }

    private static String whatToCompare(DeviceCode code) {
        return """
                <p id="compare">Check that the program shows the same code. If it does not, or if you did not start this
                login yourself, deny it: somebody else may be trying to get in.</p>
                <p class="code" aria-describedby="compare">%s</p>
                """.formatted(Html.escape(code.userCode));
    }

    private static String whatIsGranted(DeviceRequest request) {
        String audience = request.audience() == null
                ? ""
                : "<p class=\"quiet\">At: " + Html.escape(request.audience()) + "</p>\n";
        return """
                <h2>It asks to</h2>
                %s%s<p class="quiet">Client: %s</p>
                """.formatted(scopes(request.scopes()), audience, Html.escape(request.clientId()));
    }

    private static String scopes(List<String> scopes) {
        if (scopes.isEmpty()) {
            return "<p>nothing in particular</p>\n";
        }
        return scopes.stream()
                .map(scope -> "<li>" + Html.escape(MEANINGS.getOrDefault(scope, "use")) + " <span class=\"quiet\">("
                        + Html.escape(scope) + ")</span></li>\n")
                .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private static String form(DeviceCode code, String csrf, String username) {
        return """
                <form method="post" action="/device">
                <input type="hidden" name="user_code" value="%s">
                <input type="hidden" name="csrf" value="%s">
                <label for="username">Username</label>
                <input id="username" name="username" value="%s" autocomplete="username" autocapitalize="none"
                  spellcheck="false" maxlength="255" aria-describedby="any">
                <p class="quiet" id="any">This is a test server: any name will do, and there is no password.</p>
                <div class="buttons">
                <button class="yes" name="decision" value="approve">Approve</button>
                <button name="decision" value="deny">Deny</button>
                </div>
                </form>
                """.formatted(Html.escape(code.userCode), Html.escape(csrf), Html.escape(username));
    }

    Answer approved(String username) {
        return result(
                "Approved", "You are logged in as " + username + ". Go back to the program; you can close this page.");
    }

    Answer denied() {
        return result("Denied", "The program was not logged in. You can close this page.");
    }

    private static Answer result(String title, String what) {
        String main = "<h1>" + title + "</h1>\n<p role=\"status\">" + Html.escape(what) + "</p>\n";
        return Html.page(200, title, main);
    }
}
