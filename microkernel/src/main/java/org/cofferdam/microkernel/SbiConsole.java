package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Rights;

/**
 * The SBI debug console: two bounded rings between the guest and its monitor. A buffer has to lie in the partition's
 * memory as a whole; what the ring cannot take the guest offers again, as the specification has it.
 */
final class SbiConsole {
    /** A longer buffer is refused unread: the check of a buffer takes time for each of its pages. */
    private static final long LONGEST = 1 << 20;

    private SbiConsole() {}

    static SbiReturn write(SbiRequest request) {
        Partition partition = request.partition();
        if (!isBuffer(request, Rights.READ)) {
            return SbiReturn.INVALID_PARAMETER;
        }
        byte[] bytes = new byte[(int) Math.min(request.argument(0), partition.consoleOutput.room())];
        partition.memory.read(request.argument(1), bytes, 0, bytes.length);
        return SbiReturn.success(partition.consoleOutput.put(bytes, 0, bytes.length));
    }

    static SbiReturn read(SbiRequest request) {
        Partition partition = request.partition();
        if (!isBuffer(request, Rights.READ_WRITE)) {
            return SbiReturn.INVALID_PARAMETER;
        }
        byte[] bytes = new byte[(int) Math.min(request.argument(0), partition.consoleInput.used())];
        int count = partition.consoleInput.take(bytes, 0, bytes.length);
        partition.memory.write(request.argument(1), bytes, 0, count);
        return SbiReturn.success(count);
    }

    static SbiReturn writeByte(SbiRequest request) {
        byte[] one = {(byte) request.argument(0)};
        return request.partition().consoleOutput.put(one, 0, 1) == 1 ? SbiReturn.SUCCESS : SbiReturn.FAILED;
    }

    /** Whether a0 bytes at a1, with a2 as the address's high half, are memory that allows this. */
    private static boolean isBuffer(SbiRequest request, Rights wanted) {
        return request.argument(2) == 0
                && request.argument(0) <= LONGEST
                && request.partition().memory.allows(request.argument(1), request.argument(0), wanted);
    }
}
