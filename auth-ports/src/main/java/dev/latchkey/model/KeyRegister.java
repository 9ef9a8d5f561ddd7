package dev.latchkey.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of an installation's keys in the OS keyring. A name consists of {@code k1-}, the id of the home that created the key, and six
 * more characters, all from the base64url alphabet. Names are not secret.
 *
 * @param names the key for new documents, followed by earlier ones that may still be in the keyring; without duplicates, and limited to 16,
 *     because a keyring that always fails must not make the register grow
 * @param homeId the random id of this home, six base64url characters; absent until it creates its first key. It never changes
 * @param kept keys that must never be deleted, because a document that was set aside is sealed with them
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

    /** The register of a home that has no key yet. */
    public static KeyRegister empty() {
        return new KeyRegister(List.of(), Optional.empty(), Set.of());
    }

    /** Whether the text is a valid name of a key. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /**
     * Builds the name of a key.
     *
     * @param rest six base64url characters
     * @throws IllegalArgumentException if the result is not a valid name
     */
    public static String nameOf(String homeId, String rest) {
        return requireName(PREFIX + homeId + rest);
    }

    /** The names of earlier keys, without the present one. */
    public List<String> former() {
        return names.isEmpty() ? names : names.subList(1, names.size());
    }

    /** Whether this home created the key with this name. */
    public boolean isOwn(String name) {
        return homeId.isPresent() && name.startsWith(PREFIX + homeId.get());
    }

    /** This register with the name moved or added to the front. */
    public KeyRegister startingWith(String name) {
        List<String> all = new ArrayList<>();
        all.add(name);
        all.addAll(names);
        return new KeyRegister(all, homeId, kept);
    }

    /** This register without the name. */
    public KeyRegister without(String name) {
        return new KeyRegister(
                names.stream().filter(other -> !other.equals(name)).toList(), homeId, kept);
    }

    /** This register for the home with this id. */
    public KeyRegister ofHome(String id) {
        return new KeyRegister(names, Optional.of(id), kept);
    }

    /** This register with the key added to those that must never be deleted. */
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
