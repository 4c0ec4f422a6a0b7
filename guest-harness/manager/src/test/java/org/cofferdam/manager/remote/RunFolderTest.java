package org.cofferdam.manager.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
    @TempDir
    Path parent;

    private RunFolder folder() {
        return new RunFolder(parent.resolve("run"));
    }

    private ControlServer open(String name) throws Exception {
        return ControlServer.open(folder(), name, new Inbox());
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void refused(String message) {
        Refusal refusal = assertThrows(Refusal.class, () -> open("linux").close());
        assertEquals(message, refusal.getMessage());
        assertEquals(Outcome.Kind.BAD_INPUT, refusal.kind());
        assertEquals(
                message, assertThrows(Refusal.class, () -> folder().find(null)).getMessage());
    }

    @Test
    void folderAndSocketAreTheirOwnersAlone() throws Exception {
        try (ControlServer server = open("linux")) {
            assertEquals("rwx------", mode(parent.resolve("run")));
            assertEquals("rw-------", mode(server.socket()));
            assertEquals(parent.resolve("run/linux.sock"), server.socket());
        }
        assertFalse(Files.exists(parent.resolve("run/linux.sock")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwxrwxrwx", "rwx-w----", "r-x------"})
    void aFolderThatOthersMayUseIsRefused(String mode) throws Exception {
        Path run = Files.createDirectory(parent.resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString(mode));
        refused(run + " has mode " + mode + ", so it is not yours alone: chmod 700 " + run);
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws Exception {
        assumeTrue(new UnixSystem().getUid() == 0, "only root can give a folder away");
        Path run = Files.createDirectory(
                parent.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setAttribute(run, "unix:uid", 65534);
        refused(run + " belongs to user 65534, not to you: it is not used");
    }

    @Test
    void aLinkToAFolderIsRefused() throws Exception {
        Path run = Files.createSymbolicLink(parent.resolve("run"), Files.createDirectory(parent.resolve("elsewhere")));
        refused(run + " is no folder: move it away");
    }

    @Test
    void aSocketThatNobodyListensAtIsReplaced() throws Exception {
        open("linux").close();
        Path stale = parent.resolve("run/linux.sock");
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(stale));
        }
        assertTrue(Files.exists(stale));
        assertEquals(Set.of(), folder().running().keySet());
        try (ControlServer server = open("linux")) {
            assertEquals(stale, server.socket());
            assertEquals(stale, folder().find(null));
            SocketChannel.open(UnixDomainSocketAddress.of(stale)).close();
        }
    }

    @Test
    void systemsOfOneNameAreToldApart() throws Exception {
        try (ControlServer first = open("linux");
                ControlServer second = open("linux")) {
            assertEquals(Set.of("linux", "linux-2"), folder().running().keySet());
            assertEquals(first.socket(), folder().find("linux"));
            assertEquals(second.socket(), folder().find("linux-2"));
            assertEquals(
                    "2 systems are running: linux, linux-2; choose with --system NAME",
                    assertThrows(Refusal.class, () -> folder().find(null)).getMessage());
            assertEquals(
                    "no system 'bsd' is running; there are: linux, linux-2",
                    assertThrows(Refusal.class, () -> folder().find("bsd")).getMessage());
        }
    }

    @Test
    void withoutASystemThereIsNoneToFind() {
        assertEquals(
                "no system is running: start one with './cofferdam run CONFIG'",
                assertThrows(Refusal.class, () -> folder().find(null)).getMessage());
        assertEquals(
                "no system listens at " + parent + "/x.sock",
                assertThrows(Refusal.class, () -> folder().find(parent + "/x.sock"))
                        .getMessage());
    }

    @Test
    void aPathTooLongForASocketIsNamed() {
        RunFolder deep = new RunFolder(parent.resolve("x".repeat(100)));
        Refusal refusal = assertThrows(Refusal.class, () -> ControlServer.open(deep, "linux", new Inbox()));
        assertTrue(
                refusal.getMessage().contains("set XDG_RUNTIME_DIR to a folder with a shorter path"),
                refusal::getMessage);
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "");
        RunFolder under = new RunFolder(file.resolve("run"));
        Refusal refusal = assertThrows(Refusal.class, () -> ControlServer.open(under, "linux", new Inbox()));
        assertTrue(refusal.getMessage().startsWith("cannot make the folder " + file + "/run"), refusal::getMessage);
    }
}
