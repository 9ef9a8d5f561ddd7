package dev.latchkey.okhttp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities to trust. */
final class Authorities {
    private static final String UNREADABLE = "the certificate authorities of this JVM cannot be read";

    private Authorities() {}

    /** Trusts the system's authorities and these. They form one set, so all certificates are checked by the same rules. */
    static X509TrustManager systemAnd(List<X509Certificate> added) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int count = 0;
            for (X509Certificate authority : trustManager(null).getAcceptedIssuers()) {
                all.setCertificateEntry("system-" + count++, authority);
            }
            for (X509Certificate authority : added) {
                all.setCertificateEntry("added-" + count++, authority);
            }
            return trustManager(all);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(UNREADABLE, e);
        }
    }

    /** Whether this trusts exactly the JVM's own authorities. */
    static boolean areSystems(@Nullable X509TrustManager trusted) {
        try {
            return trusted != null
                    && Set.copyOf(Arrays.asList(trusted.getAcceptedIssuers()))
                            .equals(Set.copyOf(Arrays.asList(trustManager(null).getAcceptedIssuers())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(UNREADABLE, e);
        }
    }

    private static X509TrustManager trustManager(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager certificates) {
                return certificates;
            }
        }
        throw new IllegalStateException("this JVM has no trust manager for X.509");
    }

    static SSLSocketFactory socketFactory(X509TrustManager trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trusted}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
