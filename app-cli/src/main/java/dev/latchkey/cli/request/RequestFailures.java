package dev.latchkey.cli.request;

import dev.latchkey.error.UnreachableException;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.ProxyFailures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a request brought nothing, for a person; what an exception says itself may quote anything. */
final class RequestFailures {
    private RequestFailures() {}

    static UnreachableException of(URI target, IOException failure) {
        return new UnreachableException(
                Uris.shown(target) + " could not be reached, or broke off: " + why(failure) + ".", null, failure);
    }

    private static String why(IOException failure) {
        Optional<String> proxy = ProxyFailures.explain(failure);
        if (proxy.isPresent()) {
            return proxy.get();
        }
        if (failure instanceof UnknownHostException) {
            return "no address is known for it. Check the URL and the network";
        }
        if (failure instanceof ConnectException) {
            return "nothing answers there. Check the URL and whether the service runs";
        }
        if (failure instanceof SSLException) {
            return "it could not prove who it is. If its certificate comes from an authority of your own, name that with"
                    + " --ca-file";
        }
        if (failure instanceof InterruptedIOException) {
            return "it took too long. Try again later";
        }
        return "the connection failed (" + failure.getClass().getSimpleName() + "). Try again later";
    }
}
