package org.cofferdam.guests.debian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way from supplied packages to images; the packages are tiny and made here. */
final class DebianFetchTest {
    private static final Progress UNWATCHED = new Progress() {
        @Override
        public void step(String what) {}

        @Override
        public void done(double fraction) {}
    };

    @TempDir
    private Path directory;

    private DebianFetch fetch;

    @BeforeEach
    void supplyNothing() {
        fetch = new DebianFetch(directory, directory.resolve("no-apt"), UNWATCHED);
    }

    @Test
    void withoutAptOrPackagesThePersonIsToldWhichFilesGoWhere() {
        DebianFetch.NoSourceException told = assertThrows(DebianFetch.NoSourceException.class, fetch::fetch);
        assertTrue(told.getMessage().contains(directory.resolve("packages").toString()), told.getMessage());
        for (String pattern : DebianPackages.WANTED.keySet()) {
            assertTrue(told.getMessage().contains(pattern), told.getMessage());
        }
    }

    @Test
    void suppliedPackagesBecomeImages() throws Exception {
        supplyPackages();
        DebianImages images = fetch.fetch();
        assertArrayEquals(bytes("kernel"), Files.readAllBytes(images.kernel()));
        assertArrayEquals(bytes("dynamic"), Files.readAllBytes(images.opensbiDynamic()));
        assertArrayEquals(bytes("jump"), Files.readAllBytes(images.opensbiJump()));
        assertArrayEquals(bytes("u-boot"), Files.readAllBytes(images.uboot()));
        String initramfs = Files.readString(images.initramfs(), StandardCharsets.ISO_8859_1);
        assertTrue(initramfs.contains("the shell"));
        assertTrue(initramfs.contains("cofferdam/modules/virtio_mmio.ko"));
        assertEquals(Optional.of(images), DebianImages.locate(directory));
        assertEquals(Optional.of(images), fetch.present());
        assertEquals(List.of(), leftovers());
    }

    @Test
    void imagesOfAnEarlierVersionAreOfUseButNotAllThatThereIs() throws Exception {
        supplyPackages();
        DebianImages images = fetch.fetch();
        assertArrayEquals(bytes("variables"), Files.readAllBytes(images.edk2Variables()));
        Files.delete(images.edk2Code());
        assertTrue(DebianImages.locate(directory).isPresent());
        assertEquals(Optional.empty(), fetch.present());
    }

    @Test
    void aChangedImageIsNotTakenForPresent() throws Exception {
        supplyPackages();
        Files.writeString(fetch.fetch().kernel(), "kernel, but changed");
        assertEquals(Optional.empty(), fetch.present());
        fetch.fetch();
        assertTrue(fetch.present().isPresent());
    }

    @Test
    void imagesOfAnotherEditionOfTheInitramfsAreNotTakenForPresent() throws Exception {
        supplyPackages();
        fetch.fetch();
        Path packages = directory.resolve("PACKAGES");
        String text = Files.readString(packages);
        Files.writeString(packages, text.replace(BusyBoxInitramfs.edition(), "initramfs-00000000"));
        assertEquals(Optional.empty(), fetch.present());
    }

    @Test
    void aPackageThatLacksItsImageLeavesNothingBehind() throws Exception {
        supplyPackages();
        TinyDeb.write(supplied("busybox-static_1_riscv64.deb"), Map.of("usr/bin/other", new byte[1]));
        assertThrows(IOException.class, fetch::fetch);
        assertFalse(DebianImages.locate(directory).isPresent());
        assertEquals(List.of(), leftovers());
    }

    @Test
    void firmwareThatIsMissingFromItsPackageIsNamedAndNothingInstalled() throws Exception {
        supplyPackages();
        TinyDeb.write(supplied("u-boot-qemu_1_all.deb"), Map.of("usr/lib/u-boot/other", new byte[1]));
        IOException failure = assertThrows(IOException.class, fetch::fetch);
        assertTrue(failure.getMessage().contains("u-boot.bin"), failure.getMessage());
        assertFalse(Files.exists(directory.resolve("Image")));
    }

    private void supplyPackages() throws IOException {
        Files.createDirectories(directory.resolve("packages"));
        TinyDeb.write(
                supplied("linux-image-6.12.1-riscv64_6.12.1_riscv64.deb"),
                Map.of(
                        "boot/vmlinux-6.12.1-riscv64", bytes("kernel"),
                        "usr/lib/modules/6/kernel/virtio_mmio.ko.xz", TinyDeb.xz(bytes("\0depends=\0"))));
        TinyDeb.write(supplied("busybox-static_1_riscv64.deb"), Map.of("usr/bin/busybox", bytes("the shell")));
        String opensbi = "usr/lib/riscv64-linux-gnu/opensbi/generic/";
        TinyDeb.write(
                supplied("opensbi_1_all.deb"),
                Map.of(opensbi + "fw_dynamic.bin", bytes("dynamic"), opensbi + "fw_jump.bin", bytes("jump")));
        TinyDeb.write(
                supplied("u-boot-qemu_1_all.deb"),
                Map.of("usr/lib/u-boot/qemu-riscv64_smode/u-boot.bin", bytes("u-boot")));
        String edk2 = "usr/share/qemu-efi-riscv64/RISCV_VIRT_";
        TinyDeb.write(
                supplied("qemu-efi-riscv64_1_all.deb"),
                Map.of(edk2 + "CODE.fd", bytes("edk2"), edk2 + "VARS.fd", bytes("variables")));
    }

    private Path supplied(String name) {
        return directory.resolve("packages").resolve(name);
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".fetch"))
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
