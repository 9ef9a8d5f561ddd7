/** JSON on Moshi's streaming reader and writer, behind {@link dev.latchkey.port.Json}. */
module dev.latchkey.moshi {
    requires transitive dev.latchkey.ports;
    requires com.squareup.moshi;
    requires okio;
    requires static org.jspecify;

    exports dev.latchkey.moshi;
}
