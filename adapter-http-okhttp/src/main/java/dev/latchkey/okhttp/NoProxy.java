package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The hosts in {@code NO_PROXY}: a comma-separated list of names (which include their subdomains), addresses, networks such as
 * {@code 10.0.0.0/8}, each with an optional port, or {@code *} for all.
 *
 * @param rules what each entry covers
 */
record NoProxy(List<Predicate<Origin>> rules) {
    static NoProxy parse(String list) {
        List<Predicate<Origin>> rules = new ArrayList<>();
        for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            if (!entry.isEmpty()) {
                rules.add(rule(entry));
            }
        }
        return new NoProxy(rules);
    }

    boolean covers(Origin origin) {
        return rules.stream().anyMatch(rule -> rule.test(origin));
    }

    private static Predicate<Origin> rule(String entry) {
        if (entry.equals("*")) {
            return origin -> true;
        }
        if (entry.contains("/")) {
            return Network.parse(entry)
                    .<Predicate<Origin>>map(network -> o -> network.contains(o.host()))
                    .orElse(origin -> false);
        }
        int colon = entry.lastIndexOf(':');
        // An IPv6 address contains colons; with a port, it is in brackets.
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        String host = bare(hasPort ? entry.substring(0, colon) : entry);
        Predicate<Origin> hosts = origin -> matches(bare(origin.host()), host);
        return hasPort ? hosts.and(origin -> entry.substring(colon + 1).equals(String.valueOf(origin.port()))) : hosts;
    }

    private static boolean matches(String host, String name) {
        return host.equals(name) || host.endsWith("." + name);
    }

    /** Removes a leading {@code *.} or dot, and brackets. */
    private static String bare(String host) {
        String name = host.startsWith("*.") ? host.substring(2) : host.startsWith(".") ? host.substring(1) : host;
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    /**
     * A range of IP addresses (RFC 4632 §3.1).
     *
     * @param address an address in the range
     * @param bits the number of leading bits that all its addresses share
     */
    private record Network(InetAddress address, int bits) {
        private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

        /** Parses {@code ADDRESS/BITS}; empty if the text is not a network. */
        static Optional<Network> parse(String text) {
            int slash = text.indexOf('/');
            try {
                int bits = Integer.parseInt(text.substring(slash + 1));
                return literal(text.substring(0, slash))
                        .filter(address -> bits >= 0 && bits <= address.getAddress().length * 8)
                        .map(address -> new Network(address, bits));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        /** Whether the host is an address, not a name, and in this range. */
        boolean contains(String host) {
            return literal(host).filter(this::contains).isPresent();
        }

        private boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] its = other.getAddress();
            int rest = mine.length * 8 - bits;
            return mine.length == its.length
                    && new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, its).shiftRight(rest));
        }

        /** Parses an address. Never looks up a name. */
        private static Optional<InetAddress> literal(String host) {
            String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            if (!LITERAL.matcher(address).matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(InetAddress.getByName(address));
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }
    }
}
