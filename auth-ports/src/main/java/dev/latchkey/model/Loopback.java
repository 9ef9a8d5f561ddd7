package dev.latchkey.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a host, in lower case as in an {@link Origin}, is this machine, without any look-up. No other code decides this. */
final class Loopback {
    /** Names of this machine in hosts files, in addition to RFC 6761 §6.3. */
    private static final Set<String> OTHER_NAMES = Set.of(
            "localhost.localdomain",
            "localhost4",
            "localhost4.localdomain4",
            "localhost6",
            "localhost6.localdomain6",
            "ip6-localhost",
            "ip6-loopback");

    private Loopback() {}

    /** Whether a request to this host cannot leave this machine, so that plain HTTP is safe. */
    static boolean is(String host) {
        if (host.startsWith("[")) {
            return isLoopbackIpv6(host);
        }
        if (host.startsWith("127.")) {
            // Only digits, because anything else would be looked up. Leading zeros are interpreted in two ways, but
            // never outside 127.0.0.0/8.
            return isOfDigitsAndDots(host) && ipv4(host, false) >> 24 == 127;
        }
        return isLocalhost(host);
    }

    private static boolean isOfDigitsAndDots(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Whether a browser, a resolver or {@code inet_aton} could interpret this host as this machine, in any notation. */
    static boolean isSpelledBy(String host) {
        if (host.startsWith("[")) {
            return isSpelledByIpv6(host);
        }
        String name = withoutDots(host);
        // A leading zero means octal to a browser and decimal to Java.
        return isLocalhost(name)
                || OTHER_NAMES.contains(name)
                || isThisMachine(ipv4(name, true))
                || isThisMachine(ipv4(name, false));
    }

    private static boolean isLocalhost(String name) {
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    private static String withoutDots(String host) {
        int end = host.length();
        while (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        return host.substring(0, end);
    }

    /** 127.0.0.0/8, and 0.0.0.0/8, which Linux treats as this machine. */
    private static boolean isThisMachine(long address) {
        return address >> 24 == 127 || address >> 24 == 0;
    }

    /** An address of one to four decimal, octal or hexadecimal numbers, the last of which fills the remaining bytes; else -1. */
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
            boolean digits = !text.isEmpty() && isOfDigitsAndDots(text) && text.indexOf('.') < 0;
            return digits ? Long.parseLong(text, octal && text.startsWith("0") ? 8 : 10) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** {@code ::1}, or an IPv4-mapped address of 127.0.0.0/8. */
    private static boolean isLoopbackIpv6(String literal) {
        byte[] address = address(literal);
        if (address == null) {
            return false;
        }
        return address.length == 4 ? address[0] == 127 : word(address, 12) == 1 && isZeroUpTo12(address);
    }

    private static boolean isSpelledByIpv6(String literal) {
        byte[] address = address(literal);
        if (address == null) {
            return true;
        }
        if (address.length == 4) {
            return isThisMachine(word(address, 0));
        }
        // ::1, :: and IPv4 addresses embedded in IPv6: compatible, NAT64 (RFC 6052) and 6to4 (RFC 3056).
        boolean nat64 = word(address, 0) == 0x64ff9bL;
        boolean sixToFour = word(address, 0) >> 16 == 0x2002;
        return (isZeroUpTo12(address) || nat64) && isThisMachine(word(address, 12))
                || sixToFour && isThisMachine(word(address, 2));
    }

    private static boolean isZeroUpTo12(byte[] address) {
        return word(address, 0) == 0 && word(address, 4) == 0 && word(address, 8) == 0;
    }

    /** The bytes of the literal; for an IPv4-mapped address, those of the IPv4 address. A literal in brackets is never looked up. */
    private static byte @Nullable [] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static long word(byte[] address, int from) {
        long value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 8 | address[i] & 0xff;
        }
        return value;
    }
}
