/** Sessions in private files and locks that the kernel keeps. */
module dev.latchkey.file {
    requires transitive dev.latchkey.ports;
    requires static org.jspecify;

    exports dev.latchkey.file;
}
