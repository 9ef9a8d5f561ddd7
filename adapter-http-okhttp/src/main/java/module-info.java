/** HTTP on OkHttp, behind {@link dev.latchkey.port.HttpTransport}, and what authorises the calls of a client of your own. */
module dev.latchkey.okhttp {
    requires transitive dev.latchkey.ports;
    requires transitive okhttp3;
    requires okio;
    requires static org.jspecify;

    exports dev.latchkey.okhttp;
}
