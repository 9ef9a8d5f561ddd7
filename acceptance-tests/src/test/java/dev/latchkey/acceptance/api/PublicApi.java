package dev.latchkey.acceptance.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A module's public API as text, in the format of {@code docs/api}: the types that it exports, one line per member, sorted. */
final class PublicApi {
    private PublicApi() {}

    /** The API of the module that contains this class. */
    static String of(Class<?> oneOfTheModule) {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : publicTypes(oneOfTheModule)) {
            text.append(header(type)).append('\n');
            members(type).forEach(member -> text.append("    ").append(member).append('\n'));
        }
        return text.toString();
    }

    private static String header(Class<?> type) {
        List<String> parents = new ArrayList<>();
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            parents.add(type.getGenericSuperclass().getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces())
                .map(java.lang.reflect.Type::getTypeName)
                .sorted()
                .forEach(parents::add);
        return declaration(type) + (parents.isEmpty() ? "" : " : " + String.join(", ", parents));
    }

    /** The JDK's own description includes "sealed" only since version 21. */
    private static String declaration(Class<?> type) {
        int modifiers = type.getModifiers() & Modifier.classModifiers();
        String sealed = type.isSealed() ? "sealed " : "";
        String parameters = type.getTypeParameters().length == 0 ? "" : Arrays.toString(type.getTypeParameters());
        return Modifier.toString(modifiers) + " " + sealed + kind(type) + " " + type.getTypeName() + parameters;
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static List<String> members(Class<?> type) {
        Stream<String> fields = Arrays.stream(type.getDeclaredFields())
                .filter(PublicApi::isVisible)
                .map(Field::toGenericString);
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(PublicApi::isVisible)
                .map(Constructor::toGenericString);
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isVisible(method) && !method.isBridge())
                .map(Method::toGenericString);
        return Stream.of(fields, constructors, methods)
                .flatMap(members -> members.sorted())
                .toList();
    }

    private static boolean isVisible(Member member) {
        int modifiers = member.getModifiers();
        return !member.isSynthetic() && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers));
    }

    private static List<Class<?>> publicTypes(Class<?> oneOfTheModule) {
        return classNames(oneOfTheModule).stream()
                .<Class<?>>map(name -> load(name, oneOfTheModule.getClassLoader()))
                .filter(PublicApi::isReachable)
                .toList();
    }

    private static boolean isReachable(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!Modifier.isPublic(each.getModifiers()) || each.isAnonymousClass() || each.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> classNames(Class<?> oneOfTheModule) {
        try {
            Path origin = Path.of(oneOfTheModule
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(origin)) {
                return classNamesBelow(origin);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + origin.toUri()), Map.of())) {
                return classNamesBelow(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> classNamesBelow(Path root) throws IOException {
        Set<String> exported = exports(root);
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.contains("-info."))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> exports(Path root) throws IOException {
        try (InputStream descriptor = Files.newInputStream(root.resolve("module-info.class"))) {
            return ModuleDescriptor.read(descriptor).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }
}
