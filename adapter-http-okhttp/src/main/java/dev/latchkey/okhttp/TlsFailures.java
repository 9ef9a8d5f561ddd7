package dev.latchkey.okhttp;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Explains why a secure connection failed, as far as Java reveals it. */
final class TlsFailures {
    private TlsFailures() {}

    /** Whether the only problem with the certificate is its issuer. */
    static boolean isUntrusted(SSLException failure) {
        return !(failure instanceof SSLPeerUnverifiedException)
                && !CauseChain.has(failure, CertificateExpiredException.class, CertificateNotYetValidException.class)
                && CauseChain.has(failure, CertPathBuilderException.class);
    }

    static String explain(SSLException failure, String place) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "the certificate of " + place + " is for another host; check the address";
        }
        if (CauseChain.has(failure, CertificateExpiredException.class, CertificateNotYetValidException.class)) {
            return "the certificate of " + place + " has expired or is not valid yet; check this machine's clock";
        }
        if (isUntrusted(failure)) {
            return "the certificate of " + place + " comes from an authority that is not trusted here";
        }
        if (CauseChain.has(failure, CertificateException.class)) {
            return "the certificate of " + place + " is not acceptable; check the address";
        }
        return "no secure connection to " + place + "; check the address and whether it speaks TLS 1.2 or 1.3";
    }
}
