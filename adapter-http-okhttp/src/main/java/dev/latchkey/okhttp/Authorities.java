package dev.latchkey.okhttp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities to trust, and reading their certificates in text form (RFC 7468 §5). */
final class Authorities {
    private static final String UNREADABLE = "the certificate authorities of this JVM cannot be read";

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

    private static final int LONGEST_FILE = 4 << 20;

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

    /** @throws IllegalArgumentException if the file contains no certificate or cannot be read; the message names the file */
    static List<X509Certificate> in(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
        try {
            // Opening a pipe blocks until there is a writer.
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
                throw new IllegalArgumentException("it is not a file of certificates");
            }
            // ISO 8859-1 can decode any text between the certificates.
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.startsWith("\u00FE\u00FF") || text.startsWith("\u00FF\u00FE")) {
                throw new IllegalArgumentException("it is UTF-16; save it as UTF-8");
            }
            return in(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a PEM certificate: " + e.getMessage(), e);
        }
    }

    static List<X509Certificate> in(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher found = CERTIFICATE.matcher(pem);
        while (found.find()) {
            certificates.add(parse(found.group(), certificates.size() + 1));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    "no certificate found; PEM is needed, which has a line -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    private static X509Certificate parse(String block, int number) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("certificate " + number + " of the PEM text cannot be read", e);
        }
    }
}
