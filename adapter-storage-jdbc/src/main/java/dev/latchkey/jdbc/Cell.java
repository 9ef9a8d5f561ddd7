package dev.latchkey.jdbc;

import dev.latchkey.model.SessionId;
import java.nio.ByteBuffer;

/**
 * One tenant's session, as the database names it. Identity of an object, not of its bytes, is of no use here: compare what it was made of.
 *
 * @param tenant whose session it is; as bytes, which like those of the others are not to be changed
 */
record Cell(byte[] tenant, byte[] provider, byte[] account) {
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    Cell {}

    static Cell of(byte[] tenant, SessionId id) {
        return new Cell(tenant, TextBytes.of(id.provider()), TextBytes.of(id.account()));
    }

    /** All three, each with its length, so that no two cells have the same: what a document is sealed for. */
    byte[] context() {
        ByteBuffer all = ByteBuffer.allocate(3 * Integer.BYTES + tenant.length + provider.length + account.length);
        for (byte[] part : new byte[][] {tenant, provider, account}) {
            all.putInt(part.length).put(part);
        }
        return all.array();
    }
}
