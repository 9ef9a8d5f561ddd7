package dev.latchkey.file;

import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Some providers' sessions have layouts of their own; all others share one layout. */
final class RoutedLayout extends FileLayout {
    private final Map<String, FileLayout> byProvider;
    private final FileLayout others;

    RoutedLayout(Map<String, FileLayout> byProvider, FileLayout others) {
        this.byProvider = byProvider;
        this.others = others;
    }

    @Override
    public FileLayout withDocument(String fileName) {
        Map<String, FileLayout> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, FileLayout> entry : byProvider.entrySet()) {
            renamed.put(entry.getKey(), entry.getValue().withDocument(fileName));
        }
        return new RoutedLayout(renamed, others.withDocument(fileName));
    }

    @Override
    DocumentPaths pathsOf(SessionId id) {
        return byProvider.getOrDefault(id.provider(), others).pathsOf(id);
    }

    @Override
    Ours ours() {
        return others.ours();
    }

    @Override
    List<SessionId> list(Predicate<String> wanted, Listing.Trouble trouble) throws IOException {
        List<SessionId> found = new ArrayList<>();
        for (FileLayout layout : byProvider.values()) {
            found.addAll(layout.list(wanted, trouble));
        }
        found.addAll(others.list(name -> wanted.test(name) && !byProvider.containsKey(name), trouble));
        return found;
    }
}
