package dev.latchkey.oauth;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a URL names this machine, in any spelling that a browser, a resolver or {@code inet_aton} takes. Wider than
 * {@link dev.latchkey.model.Origin#isLoopback()}, which says where plain HTTP is allowed: this says what a remote server must not name.
 */
final class ThisMachine {
    private static final Set<String> NAMES = Set.of(
            "localhost",
            "localhost.localdomain",
            "localhost4",
            "localhost4.localdomain4",
            "localhost6",
            "localhost6.localdomain6",
            "ip6-localhost",
            "ip6-loopback");

    private ThisMachine() {}

    /** One whose host cannot be read counts as this machine: nothing else could be said of it. */
    static boolean isNamedBy(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            return true;
        }
        if (host.startsWith("[")) {
            return isLocalIpv6(host);
        }
        String name = withoutDots(host.toLowerCase(Locale.ROOT));
        // A leading zero is octal to a browser and decimal to Java.
        return NAMES.contains(name)
                || name.endsWith(".localhost")
                || isLocalIpv4(ipv4(name, true))
                || isLocalIpv4(ipv4(name, false));
    }

    private static String withoutDots(String host) {
        int end = host.length();
        while (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        return host.substring(0, end);
    }

    /** 127.0.0.0/8, and 0.0.0.0/8, which Linux takes for this machine. */
    private static boolean isLocalIpv4(long address) {
        return address >> 24 == 127 || address >> 24 == 0;
    }

    /** An address in one to four numbers, decimal, octal or hexadecimal, the last of which fills what is left; else -1. */
    private static long ipv4(String host, boolean octal) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return -1;
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            long limit = last ? 1L << (8 * (4 - i)) : 256;
            long number = number(parts[i], octal);
            if (number < 0 || number >= limit) {
                return -1;
            }
            address = last ? address * limit + number : address * 256 + number;
        }
        return address;
    }

    private static long number(String text, boolean octal) {
        try {
            if (text.startsWith("0x")) {
                return text.length() == 2 ? 0 : Long.parseLong(text.substring(2), 16);
            }
            boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return digits ? Long.parseLong(text, octal && text.startsWith("0") ? 8 : 10) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isLocalIpv6(String literal) {
        byte[] address = address(literal);
        if (address == null) {
            return true;
        }
        if (address.length == 4) {
            return isLocalIpv4(embedded(address, 0));
        }
        // ::1, :: and addresses of IPv4 in IPv6: compatible, NAT64 (RFC 6052) and 6to4 (RFC 3056).
        boolean zeros = embedded(address, 0) == 0 && embedded(address, 4) == 0 && embedded(address, 8) == 0;
        boolean nat64 = embedded(address, 0) == 0x64ff9bL;
        boolean sixToFour = embedded(address, 0) >> 16 == 0x2002;
        return (zeros || nat64) && isLocalIpv4(embedded(address, 12)) || sixToFour && isLocalIpv4(embedded(address, 2));
    }

    /** The literal's bytes; of an IPv4 address mapped into IPv6 those of the former. No name is resolved. */
    private static byte @Nullable [] address(String literal) {
        int zone = literal.indexOf('%');
        try {
            return InetAddress.getByName(zone < 0 ? literal : literal.substring(0, zone) + "]")
                    .getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static long embedded(byte[] address, int from) {
        long value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 8 | address[i] & 0xff;
        }
        return value;
    }
}
