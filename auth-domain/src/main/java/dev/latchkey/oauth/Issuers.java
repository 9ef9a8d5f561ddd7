package dev.latchkey.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an issuer is called, by the person who typed it, by its metadata, and by its ID tokens. Pure. */
public final class Issuers {
    /** What stands for the tenant in the issuer of a server that has one for all of them; the ID token's {@code tid} takes its place. */
    static final String TENANT = "{tenantid}";

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String TENANT_ID = "[A-Za-z0-9.-]+";

    private Issuers() {}

    /** The issuer that was meant, where the URL of its metadata was pasted (RFC 8414 §3.1); anything else as it is. */
    public static String ofPasted(String pasted) {
        String text = pasted.strip();
        if (text.endsWith(OPENID)) {
            return text.substring(0, text.length() - OPENID.length());
        }
        for (String form : List.of(OAUTH, OPENID)) {
            int at = text.indexOf(form);
            String path = at < 0 ? "" : text.substring(at + form.length());
            if (at >= 0 && (path.isEmpty() || path.startsWith("/"))) {
                return text.substring(0, at) + path;
            }
        }
        return text;
    }

    /** Whether the issuer has a place for a tenant. */
    static boolean isTemplate(String issuer) {
        return issuer.contains(TENANT);
    }

    /** The issuer as a URI, a name in the tenant's place; empty if it is none. */
    static Optional<URI> uri(String issuer) {
        return Uris.parse(issuer.replace(TENANT, "tenantid"));
    }

    /** Whether both are the same issuer, a slash at the end aside. */
    public static boolean isSame(String one, String other) {
        return withoutSlash(one).equals(withoutSlash(other));
    }

    /**
     * Whether metadata that was fetched for one issuer may speak for the other that it names: the same, or the template of which the
     * one asked for is a case. Then it is the server's word for all its tenants, at its own origin and path, and an ID token says
     * which of them it is.
     */
    static boolean mayCallItself(String asked, String named) {
        if (isSame(asked, named)) {
            return true;
        }
        int at = named.indexOf(TENANT);
        if (at < 0) {
            return false;
        }
        // The host is before the place of the tenant, or one server could speak for another.
        boolean inPath = uri(named.substring(0, at))
                .map(URI::getRawPath)
                .filter(path -> path.endsWith("/"))
                .isPresent();
        String before = Pattern.quote(named.substring(0, at));
        String after = Pattern.quote(withoutSlash(named.substring(at + TENANT.length())));
        return inPath && withoutSlash(asked).matches(before + TENANT_ID + after);
    }

    /** Whether an ID token is this issuer's; of a template, if its {@code tid} makes the template its {@code iss}. */
    public static boolean hasIssued(String issuer, IdTokenClaims claims) {
        if (!isTemplate(issuer)) {
            return claims.issuer().equals(issuer);
        }
        return claims.text("tid")
                .filter(tenant -> tenant.matches(TENANT_ID))
                .map(tenant -> issuer.replace(TENANT, tenant))
                .filter(claims.issuer()::equals)
                .isPresent();
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
