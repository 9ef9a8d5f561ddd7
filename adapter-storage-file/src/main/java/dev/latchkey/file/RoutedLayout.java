package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bitfount's sessions in one layout and all others in another. */
final class RoutedLayout extends FileLayout {
    private final FileLayout bitfount;
    private final FileLayout others;

    RoutedLayout(FileLayout bitfount, FileLayout others) {
        this.bitfount = bitfount;
        this.others = others;
    }

    @Override
    public FileLayout withDocument(String fileName) {
        return new RoutedLayout(bitfount.withDocument(fileName), others.withDocument(fileName));
    }

    @Override
    Place placeOf(SessionId id) {
        return (isBitfount(id) ? bitfount : others).placeOf(id);
    }

    @Override
    Ours ours() {
        return others.ours();
    }

    @Override
    List<SessionId> list(Listing.Trouble trouble) throws IOException {
        List<SessionId> found = new ArrayList<>(bitfount.list(trouble));
        others.list(trouble).stream().filter(id -> !isBitfount(id)).forEach(found::add);
        return found;
    }

    private static boolean isBitfount(SessionId id) {
        return id.provider().equals(BITFOUNT);
    }
}
