package dev.latchkey.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each file system operation fails in turn, or is the last one of its process. The file stays whole, and the reported result is true. */
class PrivateFilesFaultTest {
    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    /** An operation to test, with the file's content before and after it. */
    enum Step {
        WRITE_FIRST(Optional.empty(), Optional.of("new and longer")) {
            @Override
            void run(Path file) throws IOException {
                PrivateFiles.replace(file, "new and longer");
            }
        },
        WRITE_AGAIN(Optional.of("old"), Optional.of("new and longer")) {
            @Override
            void run(Path file) throws IOException {
                PrivateFiles.replace(file, "new and longer");
            }
        },
        WRITE_UNDER_A_LOCK(Optional.of("old"), Optional.of("new")) {
            @Override
            void run(Path file) throws IOException {
                PrivateFiles.replace(file, file.resolveSibling(".file.new"), "new".getBytes(StandardCharsets.UTF_8));
            }
        },
        READ(Optional.of("old"), Optional.of("old")) {
            @Override
            void run(Path file) throws IOException {
                assertEquals(Optional.of("old"), PrivateFiles.read(file));
            }
        },
        READ_NOTHING(Optional.empty(), Optional.empty()) {
            @Override
            void run(Path file) throws IOException {
                assertEquals(Optional.empty(), PrivateFiles.read(file));
            }
        },
        DELETE(Optional.of("old"), Optional.empty()) {
            @Override
            void run(Path file) throws IOException {
                assertTrue(PrivateFiles.delete(file));
            }
        };

        private final Optional<String> before;
        private final Optional<String> after;

        Step(Optional<String> before, Optional<String> after) {
            this.before = before;
            this.after = after;
        }

        abstract void run(Path file) throws IOException;
    }

    /** The fault to inject. */
    enum Fault {
        FAILS,
        IS_DONE_AND_SAID_TO_HAVE_FAILED,
        IS_INTERRUPTED
    }

    /** No operation is carried out after this. */
    private static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A file in a folder of its own, on a file system where the operation with this number fails. */
    private final class OneFault implements FaultyFiles.Hook {
        private final Path real;
        private final boolean done;
        private int left;
        private Strike strike = (operation, path) -> {};

        OneFault(Step step, Object kind, int number, boolean done) throws IOException {
            Path folder = temporary.resolve(step + "-" + kind + "-" + number);
            this.real = folder.resolve("file");
            this.done = done;
            if (step.before.isPresent()) {
                Files.createDirectory(folder);
                Files.writeString(real, step.before.get());
            }
        }

        @Override
        public void at(String operation, Path path, boolean isDone) throws IOException {
            if (isDone == done) {
                left--;
                strike.at(operation, path);
            }
        }

        Path faulty(int number, Strike newStrike) {
            left = number;
            strike = newStrike;
            return new FaultyFiles(this).wrap(real);
        }

        /** The content, read without the code under test. */
        Optional<String> content() throws IOException {
            return Files.exists(real) ? Optional.of(Files.readString(real)) : Optional.empty();
        }

        List<String> beside() throws IOException {
            if (!Files.exists(real.getParent())) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(real.getParent())) {
                return files.map(each -> each.getFileName().toString())
                        .filter(name -> !name.equals("file"))
                        .toList();
            }
        }
    }

    @FunctionalInterface
    private interface Strike {
        void at(String operation, Path path) throws IOException;
    }

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whatFailsIsAsItWasAndNothingIsLeftBeside(Step step) throws IOException {
        assertEveryFault(step, Fault.FAILS);
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, names = "READ_NOTHING", mode = EnumSource.Mode.EXCLUDE)
    void whatIsDoneThoughTheSystemSaysItFailedIsFoundOutAndNothingIsLeftBeside(Step step) throws IOException {
        assertEveryFault(step, Fault.IS_DONE_AND_SAID_TO_HAVE_FAILED);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void whatAnInterruptBreaksIsDoneAllTheSame(Step step) throws IOException {
        assertEveryFault(step, Fault.IS_INTERRUPTED);
    }

    private void assertEveryFault(Step step, Fault fault) throws IOException {
        int number = 0;
        String[] struck = {""};
        while (struck[0] != null) {
            struck[0] = null;
            OneFault place = new OneFault(step, fault, number, fault == Fault.IS_DONE_AND_SAID_TO_HAVE_FAILED);
            Path file = place.faulty(number, (operation, path) -> {
                if (place.left == -1) {
                    struck[0] = operation + " " + path.getFileName();
                    strike(fault, operation, path);
                }
            });
            boolean failed = false;
            try {
                step.run(file);
            } catch (IOException e) {
                failed = true;
            }
            Thread.interrupted();
            String what = step + " and " + struck[0];
            assertEquals(failed ? step.before : step.after, place.content(), what);
            assertTrue(!failed || fault != Fault.IS_INTERRUPTED, what);
            // A caller with a lock cannot delete this file, because it may be another caller's. The next write
            // overwrites it.
            if (step == Step.WRITE_UNDER_A_LOCK) {
                step.run(place.real);
                assertEquals(step.after, place.content(), what);
            }
            assertEquals(List.of(), place.beside(), what);
            number++;
        }
        assertTrue(number > 1, "nothing could fail");
    }

    private static void strike(Fault fault, String operation, Path path) throws IOException {
        if (fault != Fault.IS_INTERRUPTED) {
            throw new FileSystemException(path.toString(), null, "Input/output error");
        }
        // An interrupt breaks only operations on a channel.
        if (List.of("open", "read", "write", "force", "truncate", "size").contains(operation)) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"READ", "READ_NOTHING"},
            mode = EnumSource.Mode.EXCLUDE)
    void whereverAProcessIsKilledTheFileIsWholeAndALaterWriteClearsWhatItLeft(Step step) throws IOException {
        for (boolean done : new boolean[] {false, true}) {
            int number = 0;
            boolean killed = true;
            while (killed) {
                OneFault place = new OneFault(step, done, number, done);
                Path file = place.faulty(number, (operation, path) -> {
                    if (place.left < 0) {
                        throw new KilledError();
                    }
                });
                killed = isKilled(step, file);

                assertTrue(List.of(step.before, step.after).contains(place.content()), step + " " + number);
                for (String left : place.beside()) {
                    Files.setLastModifiedTime(
                            place.real.resolveSibling(left),
                            FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
                }
                if (step == Step.WRITE_UNDER_A_LOCK) {
                    step.run(place.real);
                } else {
                    PrivateFiles.replace(place.real, "later");
                    assertEquals(Optional.of("later"), place.content());
                }
                assertEquals(List.of(), place.beside(), step + " " + number);
                number++;
            }
            assertTrue(number > 1, "no process could be killed");
        }
    }

    private static boolean isKilled(Step step, Path file) throws IOException {
        try {
            step.run(file);
            return false;
        } catch (KilledError e) {
            return true;
        }
    }

    @Test
    void theTextIsOnTheDiskBeforeItIsRenamedAndTheNameAfterwards() throws IOException {
        List<String> told = new ArrayList<>();
        Path file = new FaultyFiles((operation, path, done) -> {
                    if (done && List.of("createFolder", "force", "move").contains(operation)) {
                        told.add(operation + " " + path.getFileName().toString().replaceFirst("\\.new-.*", "beside"));
                    }
                })
                .wrap(Files.createDirectory(temporary.resolve("one"))
                        .resolve("two")
                        .resolve("file"));

        PrivateFiles.replace(file, "text");
        PrivateFiles.delete(file);

        assertEquals(
                List.of("createFolder two", "force one", "force beside", "move beside", "force two", "force two"),
                told);
    }

    @Test
    void whatCannotBeToldIsNeverTakenForAbsence() throws IOException {
        OneFault place = new OneFault(Step.READ, "stat", 0, false);
        Path file = place.faulty(0, (operation, path) -> {
            if (operation.equals("stat") && path.endsWith("file")) {
                throw new FileSystemException(path.toString(), null, "Input/output error");
            }
        });

        assertThrows(IOException.class, () -> PrivateFiles.read(file));
        assertThrows(IOException.class, () -> PrivateFiles.delete(file));

        assertEquals(Optional.of("old"), place.content());
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws IOException {
        OneFault place = new OneFault(Step.WRITE_AGAIN, "full", 0, false);
        Path file = place.faulty(0, (operation, path) -> {
            if (operation.equals("write") || operation.equals("force")) {
                throw new FileSystemException(path.toString(), null, "No space left on device");
            }
        });

        IOException e = assertThrows(IOException.class, () -> PrivateFiles.replace(file, "new"));

        assertTrue(e.toString().contains("No space left on device"), e::toString);
        assertEquals(Optional.of("old"), place.content());
        assertEquals(List.of(), place.beside());
    }
}
