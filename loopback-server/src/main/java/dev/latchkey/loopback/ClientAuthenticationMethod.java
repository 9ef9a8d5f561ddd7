package dev.latchkey.loopback;

/** How a client authenticates (RFC 6749 §2.3.1). */
public enum ClientAuthenticationMethod {
    /** With its id only: a public client. */
    NONE("none"),
    /** With its id and secret, each form-encoded, in the {@code Authorization} header. */
    SECRET_BASIC("client_secret_basic"),
    /** With its id and secret in the form. */
    SECRET_POST("client_secret_post");

    private final String metadataName;

    ClientAuthenticationMethod(String metadataName) {
        this.metadataName = metadataName;
    }

    /** The method's name in the metadata (RFC 8414 §2). */
    public String metadataName() {
        return metadataName;
    }
}
