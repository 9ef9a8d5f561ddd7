package dev.latchkey.cli.doctor;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.console.Durations;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.ServerClock;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.session.Adapters;
import jakarta.inject.Provider;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the authorization server can be reached and supports the device flow. Creates nothing on the server. */
record ServerCheck(OAuthProvider provider, Adapters adapters, Provider<ClientSettings> settings) {
    private static final Duration TOLERATED = Duration.ofSeconds(60);

    List<Finding> answers() {
        try {
            Endpoints endpoints =
                    new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()).endpoints();
            if (endpoints.deviceAuthorization().isPresent()) {
                return reach(endpoints.token());
            }
            String lack =
                    "offers no device code: it has no device_authorization_endpoint. Ask whoever runs it to allow it.";
            return List.of(Finding.failed("Server", ExitCode.REFUSED, lack));
        } catch (RuntimeException e) {
            return List.of(Doctor.failed("Server", e));
        }
    }

    /** A token endpoint does not support GET, but any response shows that it exists. */
    private List<Finding> reach(URI tokenEndpoint) {
        try {
            HttpReply reply = adapters.http().exchange(HttpCall.get(tokenEndpoint, List.of()));
            String answers = Uris.shown(tokenEndpoint) + " answers";
            if (reply.status() >= 500) {
                String detail = answers + " with status " + reply.status() + ". Try again later.";
                return List.of(Finding.failed("Server", ExitCode.UNREACHABLE, detail));
            }
            String secured = tokenEndpoint.getScheme().equals("https") ? ", over TLS" : "";
            return List.of(Finding.well("Server", answers + secured), clock(reply));
        } catch (TransportException e) {
            return List.of(Finding.failed(
                    "Server", ExitCode.UNREACHABLE, DisplayText.clean(String.valueOf(e.getMessage()), 400)));
        }
    }

    private Finding clock(HttpReply reply) {
        Instant now = Instant.ofEpochMilli(adapters.time().epochMillis());
        Optional<Instant> server = ServerClock.time(reply, now);
        if (server.isEmpty()) {
            return Finding.absent("Clock", "the server does not say what time it has");
        }
        Duration ahead = Duration.between(server.get(), now);
        if (ahead.abs().compareTo(TOLERATED) < 0) {
            return Finding.well("Clock", "as the server's");
        }
        return Finding.odd(
                "Clock",
                Durations.shown(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
                        + " the server's. Logins and renewals work anyway; other programs may not: set it.");
    }

    /** The network path to the server: a proxy, or an address. */
    Finding network() {
        URI server = provider.endpoints().map(Endpoints::token).orElseGet(provider::server);
        String host = server.getHost();
        Optional<String> proxy = settings.get().proxyFor(server);
        if (proxy.isPresent()) {
            return Finding.well("Network", host + " is reached through the proxy " + proxy.get());
        }
        try {
            String addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
            return Finding.well("Network", host + " is " + DisplayText.clean(addresses, 200) + "; no proxy is used");
        } catch (UnknownHostException e) {
            String todo = ". Check the name and the network; behind a proxy, set HTTPS_PROXY.";
            return Finding.failed("Network", ExitCode.UNREACHABLE, "cannot resolve " + host + todo);
        }
    }
}
