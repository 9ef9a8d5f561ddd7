package dev.latchkey.file;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.Set;

/**
 * What is particular to Windows, so far as the JDK shows it: other separators, access lists in place of modes and owners' numbers, and no
 * key of a file. The hook is told where an access list is asked for.
 */
final class WindowsFiles extends FaultyFiles {
    private final Hook hook;

    WindowsFiles(Hook hook) {
        super(hook);
        this.hook = hook;
    }

    @Override
    public String getSeparator() {
        return "\\";
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "owner", "acl");
    }

    @Override
    FileAttribute<?>[] made(Path path, FileAttribute<?>... attributes) throws IOException {
        if (Arrays.stream(attributes).anyMatch(each -> each.name().equals("acl:acl"))) {
            hook.at("access list", path, true);
        }
        return new FileAttribute<?>[0];
    }

    @Override
    BasicFileAttributes seen(BasicFileAttributes attributes) {
        return (BasicFileAttributes) Proxy.newProxyInstance(
                WindowsFiles.class.getClassLoader(),
                new Class<?>[] {BasicFileAttributes.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("fileKey") ? null : method.invoke(attributes, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
