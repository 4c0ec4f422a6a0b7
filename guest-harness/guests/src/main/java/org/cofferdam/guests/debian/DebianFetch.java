package org.cofferdam.guests.debian;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings {@link DebianImages} into a folder. All work happens in a folder beside the final files; these appear by rename,
 * the list of checksums last, so whoever is interrupted leaves either nothing new or everything.
 */
public final class DebianFetch {
    private static final String OPENSBI = "usr/lib/riscv64-linux-gnu/opensbi/generic/";
    private static final String EDK2 = "usr/share/qemu-efi-riscv64/";
    private static final String UBOOT = "usr/lib/u-boot/qemu-riscv64_smode/u-boot.bin";
    /** Which packages the images came from, and which edition of our initramfs, a line each. */
    private static final String PACKAGES = "PACKAGES";

    private static final String BUSYBOX = "usr/bin/busybox";

    private final Path directory;
    private final Path aptConfiguration;
    private final Progress progress;

    /** Nothing to fetch from: no apt here, and no packages supplied. The message says which files go where. */
    public static final class NoSourceException extends Exception {
        private static final long serialVersionUID = 1;

        NoSourceException(String message) {
            super(message);
        }
    }

    public DebianFetch(Path directory, Progress progress) {
        this(directory, Path.of("/etc/apt"), progress);
    }

    DebianFetch(Path directory, Path aptConfiguration, Progress progress) {
        this.directory = directory.toAbsolutePath();
        this.aptConfiguration = aptConfiguration;
        this.progress = progress;
    }

    /** The images of an earlier fetch, if all of them are there, unchanged, and packed by this version. */
    public Optional<DebianImages> present() throws IOException {
        Optional<DebianImages> images = DebianImages.locate(directory);
        Path packages = directory.resolve(PACKAGES);
        if (images.isEmpty() || !Files.isRegularFile(packages)) return Optional.empty();
        if (!images.get().files().stream().allMatch(Files::isRegularFile)) return Optional.empty();
        if (!Files.readAllLines(packages).contains(BusyBoxInitramfs.edition())) return Optional.empty();
        for (String line : Files.readAllLines(directory.resolve(DebianImages.CHECKSUMS))) {
            String[] entry = line.split(" {2}", 2);
            if (entry.length != 2) return Optional.empty();
            Path file = directory.resolve(entry[1]);
            if (!Files.isRegularFile(file) || !sha256(file).equals(entry[0])) return Optional.empty();
        }
        return images;
    }

    /**
     * Fetches anew: from the folder {@code packages} if a person put all .deb files there, else through apt.
     *
     * @throws NoSourceException if there is neither
     * @throws IOException if downloading, unpacking or writing fails
     */
    public DebianImages fetch() throws IOException, NoSourceException {
        Path supplied = directory.resolve("packages");
        Optional<DebianPackages> packages = DebianPackages.in(supplied);
        String mirror = "";
        if (packages.isEmpty()) {
            mirror = mirror().orElseThrow(() -> new NoSourceException(whatToSupply(supplied)));
        }
        Files.createDirectories(directory);
        Path work = Files.createTempDirectory(directory, ".fetch-");
        try {
            DebianPackages sources = packages.isPresent() ? packages.get() : download(work, mirror);
            return install(unpack(sources, Files.createDirectory(work.resolve("new"))));
        } finally {
            deleteTree(work);
        }
    }

    private Optional<String> mirror() throws IOException {
        return PrivateApt.isAvailable() ? AptSources.mirror(aptConfiguration) : Optional.empty();
    }

    private static String whatToSupply(Path supplied) {
        StringBuilder text =
                new StringBuilder("no apt with Debian's archive here; put these files of Debian 13 (trixie)" + " into "
                        + supplied + " and run this again:");
        DebianPackages.WANTED.forEach((pattern, use) -> text.append("\n  %-40s %s".formatted(pattern, use)));
        return text.toString();
    }

    private DebianPackages download(Path work, String mirror) throws IOException {
        PrivateApt apt = PrivateApt.create(work, mirror);
        progress.step("package lists");
        apt.update(progress::done);
        String kernel = apt.currentKernel();
        progress.step("download " + kernel + " and four more");
        Path folder = work.resolve("packages");
        apt.download(
                folder,
                List.of(kernel, "busybox-static", "opensbi", "u-boot-qemu", "qemu-efi-riscv64"),
                progress::done);
        return DebianPackages.in(folder)
                .orElseThrow(() -> new IOException("apt gave other files than asked for: " + List.of(folder)));
    }

    private Path unpack(DebianPackages packages, Path into) throws IOException {
        progress.step("unpack firmware");
        DebianImages images = DebianImages.in(into);
        packages.opensbi().visit((path, content) -> {
            if (path.equals(OPENSBI + "fw_dynamic.bin")) Files.copy(content, images.opensbiDynamic());
            if (path.equals(OPENSBI + "fw_jump.bin")) Files.copy(content, images.opensbiJump());
        });
        packages.uboot().visit((path, content) -> {
            if (path.equals(UBOOT)) Files.copy(content, images.uboot());
        });
        packages.edk2().visit((path, content) -> {
            if (path.equals(EDK2 + "RISCV_VIRT_CODE.fd")) Files.copy(content, images.edk2Code());
            if (path.equals(EDK2 + "RISCV_VIRT_VARS.fd")) Files.copy(content, images.edk2Variables());
        });
        progress.step("unpack kernel");
        long size = Files.size(packages.kernel().file());
        KernelModules modules = new KernelModules();
        long[] seen = {0};
        packages.kernel().visit((path, content) -> {
            if (path.startsWith("boot/vmlinu")) Files.copy(content, images.kernel());
            if (path.endsWith(".ko.xz")) {
                byte[] module = content.readAllBytes();
                modules.offer(path, module);
                seen[0] += module.length;
                // Modules are nearly all of the package, and stay as compressed as they are in it.
                progress.done(Math.min(1.0, (double) seen[0] / size));
            }
        });
        progress.step("pack initramfs");
        byte[][] busybox = {null};
        packages.busybox().visit((path, content) -> {
            if (path.equals(BUSYBOX)) busybox[0] = content.readAllBytes();
        });
        if (busybox[0] == null) throw new IOException(packages.busybox().file() + " has no " + BUSYBOX);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(images.initramfs()), 1 << 16)) {
            BusyBoxInitramfs.write(file, busybox[0], modules);
        }
        Files.writeString(
                into.resolve(PACKAGES),
                String.join("\n", packages.fileNames()) + "\n" + BusyBoxInitramfs.edition() + "\n");
        return into;
    }

    private DebianImages install(Path from) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(from)) {
            files = listed.sorted().toList();
        }
        StringBuilder checksums = new StringBuilder();
        DebianImages unpacked = DebianImages.in(from);
        for (Path image : unpacked.files()) {
            if (!files.contains(image)) throw new IOException("the packages lack what becomes " + image.getFileName());
        }
        for (Path file : files)
            checksums
                    .append(sha256(file))
                    .append("  ")
                    .append(file.getFileName())
                    .append('\n');
        Path list = from.resolve(DebianImages.CHECKSUMS);
        Files.writeString(list, checksums);
        Files.deleteIfExists(directory.resolve(DebianImages.CHECKSUMS));
        for (Path file : files) move(file);
        move(list);
        return DebianImages.in(directory);
    }

    private void move(Path file) throws IOException {
        Files.move(file, directory.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream stream =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) Files.delete(file);
    }
}
