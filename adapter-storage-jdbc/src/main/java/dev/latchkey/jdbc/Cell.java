package dev.latchkey.jdbc;

import dev.latchkey.model.SessionId;
import java.nio.ByteBuffer;

/**
 * One tenant's session, as the database identifies it. The record's arrays compare by identity, so compare the values they were made
 * from instead of cells.
 *
 * @param tenant the tenant as bytes; like the other arrays, it must not be changed
 */
record Cell(byte[] tenant, byte[] provider, byte[] account) {
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    Cell {}

    static Cell of(byte[] tenant, SessionId id) {
        return new Cell(tenant, TextBytes.of(id.provider()), TextBytes.of(id.account()));
    }

    /** All three values, each preceded by its length, so the result is unique to this cell. Documents are sealed for it. */
    byte[] context() {
        ByteBuffer all = ByteBuffer.allocate(3 * Integer.BYTES + tenant.length + provider.length + account.length);
        for (byte[] part : new byte[][] {tenant, provider, account}) {
            all.putInt(part.length).put(part);
        }
        return all.array();
    }
}
