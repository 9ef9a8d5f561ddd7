package dev.latchkey.oauth;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares issuers as typed by a person, as in metadata, and as in ID tokens. Pure. */
public final class Issuers {
    /** The placeholder for the tenant in the issuer of a multi-tenant server; the ID token's {@code tid} replaces it. */
    static final String TENANT = "{tenantid}";

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String TENANT_ID = "[A-Za-z0-9.-]+";

    private Issuers() {}

    /** Returns the issuer for the URL of its metadata (RFC 8414 §3.1); returns any other text unchanged. */
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

    /** Whether the issuer has a placeholder for a tenant. */
    static boolean isTemplate(String issuer) {
        return issuer.contains(TENANT);
    }

    /** The issuer as a URI, with a name in place of the tenant; empty if it is not a URI. */
    static Optional<URI> uri(String issuer) {
        return Uris.parse(issuer.replace(TENANT, "tenantid"));
    }

    /** Whether both are the same issuer, ignoring a slash at the end. */
    public static boolean isSame(String one, String other) {
        return withoutSlash(one).equals(withoutSlash(other));
    }

    /**
     * Whether metadata that was fetched for one issuer may name another: the same one, or a template that matches the requested one. Then
     * it applies to all tenants, at its own origin and path, and an ID token says which tenant it is.
     */
    static boolean mayCallItself(String asked, String named) {
        if (isSame(asked, named)) {
            return true;
        }
        int at = named.indexOf(TENANT);
        if (at < 0) {
            return false;
        }
        // The host must be before the placeholder, or one server could impersonate another.
        boolean inPath = uri(named.substring(0, at))
                .map(URI::getRawPath)
                .filter(path -> path.endsWith("/"))
                .isPresent();
        String before = Pattern.quote(named.substring(0, at));
        String after = Pattern.quote(withoutSlash(named.substring(at + TENANT.length())));
        return inPath && withoutSlash(asked).matches(before + TENANT_ID + after);
    }

    /** Whether this issuer issued the ID token. For a template, its {@code tid} inserted into the template must be its {@code iss}. */
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

    /** If its metadata is elsewhere, an issuer need not be a URL: FusionAuth's, for example, is {@code acme.com}, as in its ID tokens. */
    static void check(String issuer, boolean metadataElsewhere) {
        Optional<URI> uri = uri(issuer);
        if (metadataElsewhere
                && !issuer.isBlank()
                && (uri.isEmpty() || Origin.findProtected(uri.get()).isEmpty())) {
            return;
        }
        if (uri.isEmpty() || hasMoreThanAnIssuer(uri.get())) {
            throw new IllegalArgumentException("the issuer must be a URL without query, fragment and user information");
        }
        if (Origin.findProtected(uri.get()).isEmpty()) {
            throw new IllegalArgumentException(
                    "the issuer must be an https URL, or http to this machine: " + Uris.shown(uri.get()));
        }
    }

    private static boolean hasMoreThanAnIssuer(URI uri) {
        return uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null;
    }

    /**
     * The name of a provider that was given none. It consists of the server and the client, so that two programs, or a program and the command
     * line, find the same sessions if both are the same, and no others. Sessions are stored under it, so it never changes.
     */
    static final class DefaultName {
        /** The maximum length of a provider's name in a session id. */
        private static final int LONGEST = 255;

        private static final int READABLE_PART = 180;

        private DefaultName() {}

        static String of(OAuthProvider provider) {
            // '#' is not allowed in an issuer (RFC 8414 §2) or a token endpoint (RFC 6749 §3.2), so it marks the end of
            // the
            // server.
            String name = server(provider).replace("#", "%23") + '#' + provider.clientId();
            return name.length() <= LONGEST ? name : name.substring(0, READABLE_PART) + '#' + digest(name);
        }

        /** The URL of the metadata if given, since several servers may use the same issuer name; else the issuer, else the token endpoint. */
        private static String server(OAuthProvider provider) {
            Optional<URI> metadata = provider.dialect().metadataUrl();
            if (metadata.isPresent() && provider.endpoints().isEmpty()) {
                return metadata.get().toString();
            }
            Optional<String> issuer = provider.issuer();
            return issuer.isPresent()
                    ? issuer.get()
                    : provider.endpoints().orElseThrow().token().toString();
        }

        private static String digest(String name) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
