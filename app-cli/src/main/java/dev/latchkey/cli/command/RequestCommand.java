package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.request.StreamedRequests;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.credential.Credential;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpMethods;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Uris;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Sends a request with credentials. */
record RequestCommand(Options options, Terminal terminal, Selection selection, StreamedRequests requests)
        implements Command {
    @Override
    public ExitCode run() {
        String method = method();
        URI target = target(options.words().get(0));
        Credential credential = credential(method, target);
        StreamedRequests.Answer answer = requests.send(
                credential, method, target, options.values("header"), options.value("data"), terminal.out());
        if (answer.status() < 400) {
            return ExitCode.DONE;
        }
        if (terminal.outIsTerminal() && terminal.errIsTerminal() && !answer.endsWithLine()) {
            terminal.err().println();
        }
        terminal.note("latchkey: " + Uris.shown(target) + " answered with status " + answer.status() + ".");
        return options.has("fail") ? ExitCode.UNEXPECTED : ExitCode.DONE;
    }

    private String method() {
        String method = options.value("request");
        if (method == null) {
            return options.has("data") ? "POST" : "GET";
        }
        if (!HttpMethods.isMethod(method)) { // RFC 9110 §9.1. OkHttp would send a line break unchanged.
            throw new UsageException(UsageException.quoted(method) + " is not an HTTP method.");
        }
        return method.toUpperCase(Locale.ROOT);
    }

    private static URI target(String url) {
        return Uris.parse(url)
                .filter(target -> target.getHost() != null && target.getScheme() != null)
                .orElseThrow(() -> new UsageException(
                        "\"" + DisplayText.clean(url, 200) + "\" is not a URL such as https://api.example.com/x."));
    }

    /** The credential, if it may be sent there. Checked first, because OkHttp would send the request without it. */
    private Credential credential(String method, URI target) {
        Optional<ApiKeysCredential> keys = selection.apiKeys();
        Credential credential = keys.isPresent() ? keys.get() : ofSession(target);
        if (credential.authorize(method, target).isEmpty()) {
            throw notAllowed(target, keys.isPresent());
        }
        return credential;
    }

    private Credential ofSession(URI target) {
        AuthSession session = selection.open();
        boolean isAllowed = session.provider().allowedOrigins().stream().anyMatch(origin -> origin.covers(target));
        // The target may be the userinfo endpoint. A failure to reach the server must not be reported as a refusal.
        if (!isAllowed && !Optional.of(target).equals(session.userinfoEndpoint())) {
            throw notAllowed(target, false);
        }
        return new DeviceCodeCredential(session);
    }

    private UsageException notAllowed(URI target, boolean areKeys) {
        String shown = Uris.shown(target);
        if (target.getRawUserInfo() != null) {
            return new UsageException("The URL must not contain a user name or a password: " + shown + ".");
        }
        if (Origin.findProtected(target).isEmpty()) {
            return new UsageException(
                    "Nothing is sent to " + shown + ": credentials go over https only, or to this machine.");
        }
        return new UsageException(
                areKeys
                        ? "API keys go to "
                                + selection.provider().apiKeys().orElseThrow().receivers() + " only, not to " + shown
                                + "."
                        : "The token may not go to " + shown + ". If that API is meant to have it, allow it"
                                + " with --api-origin " + Origin.of(target) + ".");
    }
}
