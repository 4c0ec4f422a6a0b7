package org.cofferdam.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.cofferdam.machine.device.Storage;

/** Images that QEMU made, with numbers in them changed. */
final class LyingImages {
    private static final int SIZE = 300_032;
    private static final int ACCESSES = 30;
    private static byte[] good;

    private LyingImages() {}

    /** An image with data, zeros, compressed clusters and holes, in clusters of 512 bytes. */
    private static synchronized byte[] good() throws IOException, InterruptedException {
        if (good == null) {
            Path folder = Files.createTempDirectory("cofferdam-good");
            Path plain = QemuImg.create(folder.resolve("plain.qcow2"), SIZE, "cluster_size=512");
            QemuImg.io(plain, "write -P 7 0 20480", "write -P 9 200000 4096");
            QemuImg.run(
                    folder,
                    "qemu-img",
                    "convert",
                    "-c",
                    "-O",
                    "qcow2",
                    "-o",
                    "cluster_size=512",
                    "plain.qcow2",
                    "good.qcow2");
            Path image = folder.resolve("good.qcow2");
            QemuImg.io(image, "write -P 5 40960 9000", "write -z 50176 2048");
            good = Files.readAllBytes(image);
            Files.delete(plain);
            Files.delete(image);
            Files.delete(folder);
        }
        return good;
    }

    /** Changes are in numbers of the header or anywhere, to small numbers, to large ones, or to offsets of the same file. */
    static void write(Path file, long seed, int changes) throws IOException, InterruptedException {
        Random random = new Random(seed);
        ByteBuffer image = ByteBuffer.wrap(good().clone());
        for (int i = 0; i < changes; i++) {
            int place = random.nextBoolean() ? 4 * random.nextInt(28) : 8 * random.nextInt(image.capacity() / 8 - 1);
            long value =
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextLong();
                        case 1 -> random.nextInt(64);
                        case 2 -> 512L * random.nextInt(image.capacity() / 512) | (random.nextBoolean() ? 1L << 63 : 0);
                        case 3 -> 512L * random.nextInt(image.capacity() / 512) | 1L << 62;
                        default -> -1L >>> random.nextInt(64);
                    };
            if (random.nextBoolean()) {
                image.putLong(place, value);
            } else {
                image.putInt(place, (int) value);
            }
        }
        Files.write(file, image.array());
    }

    /** Reads and writes everywhere; an access that fails does not keep the next from being tried. */
    static void use(Storage disk, long seed) throws IOException {
        Random random = new Random(seed);
        int failures = 0;
        for (int i = 0; i < ACCESSES; i++) {
            int length = (int) Math.min(disk.size(), 1 + random.nextInt(5000));
            long position = disk.size() == length ? 0 : random.nextLong(disk.size() - length);
            byte[] bytes = new byte[length];
            try {
                if (random.nextBoolean()) {
                    disk.read(position, bytes, 0, length);
                } else {
                    disk.write(position, bytes, 0, length);
                }
            } catch (IOException e) {
                failures++;
            }
        }
        if (failures == ACCESSES) {
            throw new IOException("nothing works");
        }
    }
}
