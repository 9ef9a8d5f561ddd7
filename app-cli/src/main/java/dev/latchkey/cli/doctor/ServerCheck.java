package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.Uris;
import dev.latchkey.session.Adapters;
import java.net.URI;
import java.util.List;

/** Whether the authorization server can be reached and offers the device code; nothing is asked of it that costs anything. */
final class ServerCheck {
    private final Adapters adapters;

    ServerCheck(Adapters adapters) {
        this.adapters = adapters;
    }

    Finding look(SelectedProvider selected) {
        try {
            Endpoints endpoints = new AuthorizationServer(
                            selected.provider(), adapters.http(), adapters.json(), adapters.time())
                    .endpoints();
            if (endpoints.deviceAuthorization() == null) {
                return Finding.failed(
                        "Server",
                        ExitCode.REFUSED,
                        "offers no device code: it has no device_authorization_endpoint. Ask whoever runs it to allow it.");
            }
            return reach(endpoints.token());
        } catch (RuntimeException e) {
            return Doctor.failed("Server", e);
        }
    }

    /** A token endpoint takes no GET, but whatever it answers shows that it is there. */
    private Finding reach(URI tokenEndpoint) {
        try {
            int status = adapters.http()
                    .exchange(HttpCall.get(tokenEndpoint, List.of()))
                    .status();
            if (status >= 500) {
                return Finding.failed(
                        "Server",
                        ExitCode.UNREACHABLE,
                        Uris.shown(tokenEndpoint) + " answers with status " + status + ". Try again later.");
            }
            return Finding.well("Server", Uris.shown(tokenEndpoint) + " answers");
        } catch (TransportException e) {
            return Finding.failed(
                    "Server", ExitCode.UNREACHABLE, DisplayText.clean(String.valueOf(e.getMessage()), 400));
        }
    }
}
