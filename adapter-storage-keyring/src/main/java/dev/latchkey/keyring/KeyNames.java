package dev.latchkey.keyring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the installation's keys: first the one that new documents are sealed under, then those that were used before
 * and may still be in the keyring. Immutable.
 */
record KeyNames(List<String> all) {
    /** So many at most, the oldest left out: a keyring that fails each time must not make the file grow. */
    private static final int MOST = 16;

    KeyNames {
        all = List.copyOf(all.size() > MOST ? all.subList(0, MOST) : all);
    }

    static KeyNames none() {
        return new KeyNames(List.of());
    }

    Optional<String> current() {
        return all.stream().findFirst();
    }

    List<String> former() {
        return all.isEmpty() ? all : all.subList(1, all.size());
    }

    /** With this one first, whether it was among them before or not. */
    KeyNames startingWith(String name) {
        Set<String> names = new LinkedHashSet<>();
        names.add(name);
        names.addAll(all);
        return new KeyNames(new ArrayList<>(names));
    }

    KeyNames without(String name) {
        return new KeyNames(all.stream().filter(other -> !other.equals(name)).toList());
    }
}
