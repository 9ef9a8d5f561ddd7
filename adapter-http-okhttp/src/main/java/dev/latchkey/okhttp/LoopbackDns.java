package dev.latchkey.okhttp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import okhttp3.Dns;

/** Resolves {@code localhost} and the names below it only to this machine, whatever a resolver says (RFC 6761 §6.3). */
final class LoopbackDns implements Dns {
    private static final byte[] IPV4 = {127, 0, 0, 1};
    private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final Dns others;

    /** @param others resolves names; for localhost, only its loopback addresses are used */
    LoopbackDns(Dns others) {
        this.others = others;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        String host = hostname.toLowerCase(Locale.ROOT);
        if (!host.equals("localhost") && !host.endsWith(".localhost")) {
            return others.lookup(hostname);
        }
        // Prefer the hosts file: adding an address where nothing listens would hide why the other one failed.
        List<InetAddress> known = loopback(host);
        return known.isEmpty()
                ? List.of(InetAddress.getByAddress(host, IPV4), InetAddress.getByAddress(host, IPV6))
                : known;
    }

    private List<InetAddress> loopback(String host) {
        try {
            return others.lookup(host).stream()
                    .filter(InetAddress::isLoopbackAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
