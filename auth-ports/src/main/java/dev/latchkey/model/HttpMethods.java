package dev.latchkey.model;

import java.util.Set;

/** Properties of methods according to RFC 9110. Methods are case-sensitive (§9.1). */
public final class HttpMethods {
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "PROPPATCH", "REPORT", "QUERY");
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private HttpMethods() {}

    /** Whether this can be a method, of this list or not: a token (§9.1). */
    public static boolean isMethod(String text) {
        return HttpHeader.isToken(text);
    }

    /** Whether a request may have a body; for GET and HEAD, it has no meaning (§9.3.1). */
    public static boolean mayHaveBody(String method) {
        return !WITHOUT_BODY.contains(method);
    }

    /** Whether a request always has a body, an empty one if none is given (§8.6). */
    public static boolean alwaysHasBody(String method) {
        return WITH_BODY.contains(method);
    }

    /** Whether sending the request twice has the same effect as sending it once (§9.2.2). */
    public static boolean isIdempotent(String method) {
        return IDEMPOTENT.contains(method);
    }
}
