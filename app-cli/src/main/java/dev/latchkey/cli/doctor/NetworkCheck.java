package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.ClientSettings;
import jakarta.inject.Provider;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way to the server, before anything is asked of it: a proxy, or an address. */
record NetworkCheck(Provider<ClientSettings> settings) {
    Finding look(OAuthProvider provider) {
        URI server = server(provider);
        Optional<String> proxy = settings.get().proxyFor(server);
        if (proxy.isPresent()) {
            return Finding.well("Network", server.getHost() + " is reached through the proxy " + proxy.get());
        }
        try {
            String addresses = Arrays.stream(InetAddress.getAllByName(server.getHost()))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
            return Finding.well(
                    "Network", server.getHost() + " is " + DisplayText.clean(addresses, 200) + "; no proxy is used");
        } catch (UnknownHostException e) {
            return Finding.failed(
                    "Network",
                    ExitCode.UNREACHABLE,
                    "no address is known for " + server.getHost()
                            + ". Check the name and the network; behind a proxy, set HTTPS_PROXY.");
        }
    }

    private static URI server(OAuthProvider provider) {
        String issuer = provider.issuer();
        return provider.endpoints() != null
                ? provider.endpoints().token()
                : URI.create(Objects.requireNonNull(issuer, "a provider has one of both"));
    }
}
