/** HTTP on OkHttp, behind {@link dev.latchkey.port.HttpTransport}, and authorization for the calls of your own client. */
module dev.latchkey.okhttp {
    requires transitive dev.latchkey.ports;
    requires transitive okhttp3;
    requires okio;
    requires static org.jspecify;

    exports dev.latchkey.okhttp;
}
