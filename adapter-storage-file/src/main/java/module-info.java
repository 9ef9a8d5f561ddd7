/** Stores sessions in private files and locks them with the kernel's file locks. */
module dev.latchkey.file {
    requires transitive dev.latchkey.ports;
    requires static org.jspecify;

    exports dev.latchkey.file;
}
