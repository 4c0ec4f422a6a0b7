package org.cofferdam.guests.storage;

import java.io.IOException;
import java.util.Random;
import org.cofferdam.machine.device.Storage;

/** What tests do with disks of any kind. */
final class Disks {
    private Disks() {}

    static byte[] content(Storage disk) throws IOException {
        byte[] content = new byte[(int) disk.size()];
        disk.read(0, content, 0, content.length);
        return content;
    }

    static byte[] pattern(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Writes runs of random lengths at random places to a disk and to its model. */
    static void writeAtRandom(Storage disk, byte[] model, long seed, int writes, int longest) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < writes; i++) {
            int length = 1 + random.nextInt(Math.min(longest, model.length));
            int position = random.nextInt(model.length - length + 1);
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            disk.write(position, bytes, 0, length);
            System.arraycopy(bytes, 0, model, position, length);
        }
    }
}
