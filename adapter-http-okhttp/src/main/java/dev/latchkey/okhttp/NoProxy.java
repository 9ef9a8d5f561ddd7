package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The hosts in {@code NO_PROXY}: a comma-separated list of names (which include their subdomains), addresses, networks such as
 * {@code 10.0.0.0/8}, each with an optional port, or {@code *} for all.
 */
final class NoProxy {
    private final List<Predicate<Origin>> rules;

    private NoProxy(List<Predicate<Origin>> rules) {
        this.rules = rules;
    }

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
}
