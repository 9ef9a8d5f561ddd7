package dev.latchkey.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys of one installation by their names in the OS keyring. A name is {@code k1-}, the id of the home that made the key, and six
 * more characters, all of base64url. The names hold no secret.
 *
 * @param names the key that new documents are sealed under, then those before it that may still be in the keyring; each once, the oldest
 *     left out past 16: a keyring that fails each time must not make the register grow
 * @param homeId the random id of this home, six characters of base64url; absent before it made its first key. It never changes
 * @param kept keys that must never be deleted, since a document that was moved aside is sealed under them
 */
public record KeyRegister(List<String> names, Optional<String> homeId, Set<String> kept) {
    private static final int MOST = 16;
    private static final String PREFIX = "k1-";
    private static final int ID_CHARACTERS = 6;
    private static final Pattern NAME = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{12}");

    public KeyRegister {
        Stream.concat(names.stream(), kept.stream()).forEach(KeyRegister::requireName);
        if (homeId.isPresent() && !isHomeId(homeId.get())) {
            throw new IllegalArgumentException("homeId must be six characters of base64url");
        }
        names = names.stream().distinct().limit(MOST).toList();
        kept = Set.copyOf(kept);
    }

    /** The one of a home that has no key yet. */
    public static KeyRegister empty() {
        return new KeyRegister(List.of(), Optional.empty(), Set.of());
    }

    /** Whether the text is the name of a key. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * The name of a key.
     *
     * @param rest six characters of base64url
     * @throws IllegalArgumentException if these make no name
     */
    public static String nameOf(String homeId, String rest) {
        return requireName(PREFIX + homeId + rest);
    }

    /** The names of the keys that were used before the present one. */
    public List<String> former() {
        return names.isEmpty() ? names : names.subList(1, names.size());
    }

    /** Whether this home made the key of that name. */
    public boolean isOwn(String name) {
        return homeId.isPresent() && name.startsWith(PREFIX + homeId.get());
    }

    /** With this name first, whether it was among them before or not. */
    public KeyRegister startingWith(String name) {
        List<String> all = new ArrayList<>();
        all.add(name);
        all.addAll(names);
        return new KeyRegister(all, homeId, kept);
    }

    /** Without this name. */
    public KeyRegister without(String name) {
        return new KeyRegister(
                names.stream().filter(other -> !other.equals(name)).toList(), homeId, kept);
    }

    /** Of the home with this id. */
    public KeyRegister ofHome(String id) {
        return new KeyRegister(names, Optional.of(id), kept);
    }

    /** With this key among those that must never be deleted. */
    public KeyRegister keeping(String name) {
        Set<String> all = new LinkedHashSet<>(kept);
        all.add(name);
        return new KeyRegister(names, homeId, all);
    }

    private static boolean isHomeId(String text) {
        return text.length() == ID_CHARACTERS && isName(PREFIX + text + text);
    }

    private static String requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("a key's name must be k1- and twelve characters of base64url");
        }
        return name;
    }
}
