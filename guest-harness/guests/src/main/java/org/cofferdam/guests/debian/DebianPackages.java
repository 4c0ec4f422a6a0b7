package org.cofferdam.guests.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The package files that images are made from: each wanted package as a .deb in one folder. */
record DebianPackages(DebPackage kernel, DebPackage busybox, DebPackage opensbi, DebPackage uboot, DebPackage edk2) {

    /** What a person without apt must bring: a file name pattern (as in a shell) and what it is for. */
    static final Map<String, String> WANTED = wanted();

    private static Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("linux-image-6.*-riscv64_*_riscv64.deb", "the kernel and its modules");
        wanted.put("busybox-static_*_riscv64.deb", "the shell");
        wanted.put("opensbi_*_all.deb", "M-mode firmware");
        wanted.put("u-boot-qemu_*_all.deb", "U-Boot for S-mode");
        wanted.put("qemu-efi-riscv64_*_all.deb", "EDK2 for flash");
        return wanted;
    }

    /** Finds the newest file by name for each pattern; empty if any is missing or the folder does not exist. */
    static Optional<DebianPackages> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return Optional.empty();
        List<DebPackage> found = new ArrayList<>();
        for (String pattern : WANTED.keySet()) {
            try (Stream<Path> files = Files.list(folder)) {
                var matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
                files.filter(file -> matcher.matches(file.getFileName()))
                        .max(Path::compareTo)
                        .ifPresent(file -> found.add(new DebPackage(file)));
            }
        }
        if (found.size() < WANTED.size()) return Optional.empty();
        return Optional.of(new DebianPackages(found.get(0), found.get(1), found.get(2), found.get(3), found.get(4)));
    }

    List<String> fileNames() {
        return Stream.of(kernel, busybox, opensbi, uboot, edk2)
                .map(deb -> String.valueOf(deb.file().getFileName()))
                .toList();
    }
}
