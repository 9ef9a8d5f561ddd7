package dev.latchkey.benchmarks.storm;

import com.microsoft.aad.msal4j.IAccount;
import dev.latchkey.benchmarks.peer.Msal;
import dev.latchkey.benchmarks.report.Samples;
import dev.latchkey.benchmarks.server.RotatingServer;
import java.io.IOException;

/** Microsoft's library, in memory. */
final class MsalSide implements Side {
    @Override
    public String name() {
        return "msal4j, in memory";
    }

    @Override
    public Samples.Action expired(RotatingServer server, int round) throws IOException {
        Msal msal = Msal.open(server.tokenEndpoint(), null);
        msal.logIn(server.logInForAnExpiredToken());
        IAccount account = msal.account();
        return () -> msal.token(account);
    }
}
