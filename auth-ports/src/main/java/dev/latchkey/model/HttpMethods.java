package dev.latchkey.model;

import java.util.Set;

/** What RFC 9110 says of methods. Methods are case-sensitive (§9.1). */
public final class HttpMethods {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "PROPPATCH", "REPORT", "QUERY");
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private HttpMethods() {}

    /** Whether a request may carry a body; on a GET or HEAD one has no meaning (§9.3.1). */
    public static boolean mayHaveBody(String method) {
        return !WITHOUT_BODY.contains(method);
    }

    /** Whether a request carries a body, an empty one where none was given (§8.6). */
    public static boolean alwaysHasBody(String method) {
        return WITH_BODY.contains(method);
    }

    /** Whether sending the request twice does what sending it once does (§9.2.2). */
    public static boolean isIdempotent(String method) {
        return IDEMPOTENT.contains(method);
    }
}
