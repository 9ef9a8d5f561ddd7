package dev.latchkey.credential;

import dev.latchkey.port.RequestAuthorizer;

/** One of the ways in. Each puts itself on requests to its allowed origins and nowhere else. */
public sealed interface Credential extends RequestAuthorizer
        permits DeviceCodeCredential, ApiKeysCredential, ExternallyManagedTokenCredential {
    /** The kinds, to switch over. */
    enum Kind {
        DEVICE_CODE,
        API_KEYS,
        EXTERNALLY_MANAGED_TOKEN
    }

    /** Which of them this is. */
    Kind kind();
}
