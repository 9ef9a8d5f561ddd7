package dev.latchkey.testkit.torture;

/** Something that goes wrong, once each time that it is called: at the store under test, with its processes, or at the server. */
@FunctionalInterface
public interface TortureTrouble {
    /**
     * Makes the trouble, and ends it: what it did is over when this returns.
     *
     * @throws Exception ends the torture
     */
    void make(TortureScene scene) throws Exception;
}
