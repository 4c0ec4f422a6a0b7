package org.cofferdam.manager.remote;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folder with the socket of each running system, {@code NAME.sock}. It is its owner's alone (mode 700), and so are
 * the sockets (600): who else could open one would rule all partitions.
 */
public final class RunFolder {
    private static final String ENDING = ".sock";
    private static final String LOCK = "lock";
    private static final int MOST_NAMESAKES = 1_000;
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SOCKET_MODE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;

    /** The folder at this path, which need not exist yet. */
    public RunFolder(Path folder) {
        this.folder = folder;
    }

    /** The user's own: in the session's runtime folder, or else in the cache. */
    public static RunFolder locate() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return new RunFolder(
                runtime != null && Files.isDirectory(Path.of(runtime))
                        ? Path.of(runtime, "cofferdam")
                        : Path.of(System.getProperty("user.home"), ".cache", "cofferdam", "run"));
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** A listening socket and its file. */
    record Claim(ServerSocketChannel server, Path socket) {}

    /**
     * Listens under a name, or under {@code NAME-2} and so on if it is taken. A socket that nobody listens at any more is
     * replaced.
     *
     * @throws Refusal if the folder is not this user's alone, or the path is longer than a socket's may be
     * @throws IOException if the folder or the socket cannot be made
     */
    Claim claim(String name) throws Refusal, IOException {
        create();
        check();
        // Two systems that start at once must not both think that one old socket is theirs to replace.
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            for (int i = 1; i < MOST_NAMESAKES; i++) {
                Path socket = folder.resolve((i == 1 ? name : name + "-" + i) + ENDING);
                if (!answers(socket)) {
                    Files.deleteIfExists(socket);
                    return new Claim(listen(socket), socket);
                }
            }
        }
        throw Refusal.badInput("there are " + MOST_NAMESAKES + " systems of the name " + name + ": give --name");
    }

    private static ServerSocketChannel listen(Path socket) throws Refusal, IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, SOCKET_MODE);
            return server;
        } catch (IOException e) {
            server.close();
            if (e instanceof SocketException) {
                throw Refusal.badInput("cannot listen at " + socket + " (" + e.getMessage()
                        + "): set XDG_RUNTIME_DIR to a folder with a shorter path, or give --no-control");
            }
            throw e;
        }
    }

    private void create() throws Refusal {
        try {
            Files.createDirectories(folder.getParent());
            createOnce();
        } catch (IOException e) {
            throw Refusal.badInput("cannot make the folder " + folder + " (" + e.getMessage()
                    + "): set XDG_RUNTIME_DIR to a folder of yours, or give --no-control");
        }
    }

    private void createOnce() throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
        } catch (FileAlreadyExistsException e) {
            // What is there is looked at next.
        }
    }

    /**
     * Makes sure that nobody else can have put something here.
     *
     * @throws Refusal if somebody can
     */
    private void check() throws Refusal, IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw Refusal.badInput(folder + " is no folder: move it away");
        }
        checkOwner(folder);
        if (!attributes.permissions().equals(FOLDER_MODE)) {
            throw Refusal.badInput(folder + " has mode " + PosixFilePermissions.toString(attributes.permissions())
                    + ", so it is not yours alone: chmod 700 " + folder);
        }
    }

    private static void checkOwner(Path file) throws Refusal, IOException {
        Object owner = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (((Number) owner).longValue() != new UnixSystem().getUid()) {
            throw Refusal.badInput(file + " belongs to user " + owner + ", not to you: it is not used");
        }
    }

    /** The sockets at which somebody listens, by the names of their systems, in the order of the names. */
    Map<String, Path> running() throws Refusal, IOException {
        Map<String, Path> running = new TreeMap<>();
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            check();
            for (Path socket : sockets()) {
                if (answers(socket)) {
                    String file = socket.getFileName().toString();
                    running.put(file.substring(0, file.length() - ENDING.length()), socket);
                }
            }
        }
        return running;
    }

    private List<Path> sockets() throws IOException {
        List<Path> sockets = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            files.forEach(sockets::add);
        }
        return sockets;
    }

    /** Whether somebody listens there. */
    private static boolean answers(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return true;
        } catch (ConnectException stale) {
            return false;
        } catch (SocketException noSocket) {
            return false;
        }
    }

    /**
     * The socket of a system.
     *
     * @param system name or path of its socket; null for the only one that runs
     * @throws Refusal if there is none, or there are several to choose from
     */
    Path find(String system) throws Refusal, IOException {
        if (system != null && system.contains("/")) {
            Path socket = Path.of(system);
            if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS) || !answers(socket)) {
                throw Refusal.badInput("no system listens at " + socket);
            }
            checkOwner(socket);
            return socket;
        }
        Map<String, Path> running = running();
        String names = String.join(", ", running.keySet());
        if (running.isEmpty()) {
            throw Refusal.badInput("no system is running: start one with './cofferdam run CONFIG'");
        }
        if (system == null && running.size() > 1) {
            throw Refusal.badInput(running.size() + " systems are running: " + names + "; choose with --system NAME");
        }
        if (system != null && !running.containsKey(system)) {
            throw Refusal.badInput("no system '" + system + "' is running; there are: " + names);
        }
        return system == null ? running.values().iterator().next() : running.get(system);
    }
}
