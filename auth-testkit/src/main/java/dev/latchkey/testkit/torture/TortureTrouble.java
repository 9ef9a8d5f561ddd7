package dev.latchkey.testkit.torture;

/** A fault of the store under test, its processes or the server. It occurs once per call. */
@FunctionalInterface
public interface TortureTrouble {
    /**
     * Causes the trouble and ends it before returning.
     *
     * @throws Exception if the torture must end
     */
    void make(TortureScene scene) throws Exception;
}
