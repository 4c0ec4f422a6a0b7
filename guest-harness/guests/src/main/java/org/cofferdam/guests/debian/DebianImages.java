package org.cofferdam.guests.debian;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The fetched images of Debian's riscv64, each a file that exists.
 *
 * @param directory where they lie
 * @param kernel Linux, an uncompressed RISC-V {@code Image} with an EFI header
 * @param initramfs a cpio archive with BusyBox, virtio modules and an {@code /init} of ours
 * @param opensbiDynamic OpenSBI that is told its next stage by a2
 * @param opensbiJump OpenSBI that jumps to a fixed address
 * @param uboot U-Boot, built to run in S-mode
 * @param edk2Code EDK2, the content of a bank of flash; the one file that a fetch of an earlier version may lack, with the next
 * @param edk2Variables an empty store of EDK2's variables, for the bank behind: to be copied, since EDK2 writes there
 */
public record DebianImages(
        Path directory,
        Path kernel,
        Path initramfs,
        Path opensbiDynamic,
        Path opensbiJump,
        Path uboot,
        Path edk2Code,
        Path edk2Variables) {

    /**
     * Kernel parameters that leave out self-tests of cryptography and the keys that modules are signed with: an emulated
     * hart then needs a third of the instructions to the shell. The price is a kernel that calls itself tainted.
     */
    public static final String QUICK_BOOT = "cryptomgr.notests initcall_blacklist=jent_mod_init,"
            + "load_system_certificate_list,bpf_tcp_ca_kfunc_init,bpf_dummy_struct_ops_init";

    static final String KERNEL = "Image";
    static final String INITRAMFS = "initramfs.cpio";
    static final String OPENSBI_DYNAMIC = "fw_dynamic.bin";
    static final String OPENSBI_JUMP = "fw_jump.bin";
    static final String UBOOT = "u-boot.bin";
    static final String EDK2_CODE = "edk2-code.fd";
    static final String EDK2_VARIABLES = "edk2-variables.fd";
    /** Written last, in the format of sha256sum(1): its presence says that the folder is whole. */
    static final String CHECKSUMS = "SHA256SUMS";

    /** The images in {@link #defaultDirectory()}, if they have been fetched completely. */
    public static Optional<DebianImages> locate() {
        return locate(defaultDirectory());
    }

    /** The images in the given folder, if they have been fetched completely. */
    public static Optional<DebianImages> locate(Path directory) {
        DebianImages images = in(directory);
        boolean whole = Files.isRegularFile(directory.resolve(CHECKSUMS))
                && images.needed().stream().allMatch(Files::isRegularFile);
        return whole ? Optional.of(images) : Optional.empty();
    }

    /** {@code $COFFERDAM_HOME/debian}, or {@code ~/.cache/cofferdam/debian} where that is not set. */
    public static Path defaultDirectory() {
        String home = System.getenv("COFFERDAM_HOME");
        Path base = home == null || home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "cofferdam")
                : Path.of(home);
        return base.resolve("debian").toAbsolutePath();
    }

    /** Everything that a fetch brings. */
    List<Path> files() {
        return List.of(kernel, initramfs, opensbiDynamic, opensbiJump, uboot, edk2Code, edk2Variables);
    }

    /** What every fetch has brought. */
    private List<Path> needed() {
        return List.of(kernel, initramfs, opensbiDynamic, opensbiJump, uboot);
    }

    static DebianImages in(Path directory) {
        return new DebianImages(
                directory,
                directory.resolve(KERNEL),
                directory.resolve(INITRAMFS),
                directory.resolve(OPENSBI_DYNAMIC),
                directory.resolve(OPENSBI_JUMP),
                directory.resolve(UBOOT),
                directory.resolve(EDK2_CODE),
                directory.resolve(EDK2_VARIABLES));
    }
}
