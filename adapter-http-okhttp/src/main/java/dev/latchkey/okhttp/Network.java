package dev.latchkey.okhttp;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses (RFC 4632 §3.1).
 *
 * @param address one of them
 * @param bits how many of the leading bits they have in common
 */
record Network(InetAddress address, int bits) {
    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    /** The network that is written as {@code ADDRESS/BITS}, if it is one. */
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

    /** Whether the host is an address, not a name, and lies within. */
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

    /** Names are never looked up for this. */
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
