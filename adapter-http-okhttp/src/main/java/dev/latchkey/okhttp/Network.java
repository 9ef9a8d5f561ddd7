package dev.latchkey.okhttp;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses (RFC 4632 §3.1).
 *
 * @param address an address in the range
 * @param bits the number of leading bits that all its addresses share
 */
record Network(InetAddress address, int bits) {
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
