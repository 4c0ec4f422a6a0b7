package org.cofferdam.manager.lifecycle;

import java.util.Locale;
import org.cofferdam.manager.network.Loss;
import org.cofferdam.microkernel.AuditRecord;
import org.cofferdam.microkernel.ExitCause;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.StopReason;

/** What the core says, in words for people. */
public final class Wording {
    /** The state of a partition that the core has no longer. */
    public static final String DESTROYED = "destroyed";

    private Wording() {}

    public static String of(PartitionState state) {
        return lower(state);
    }

    public static String of(Status status) {
        return lower(status);
    }

    public static String of(ExitCause cause) {
        return lower(cause).replace(' ', '-');
    }

    public static String of(Loss loss) {
        return lower(loss).replace(' ', '-');
    }

    public static String of(StopReason reason) {
        return switch (reason) {
            case StopReason.PoweredOff() -> "powered off";
            case StopReason.RebootAsked() -> "asked for a reboot";
            case StopReason.Stopped() -> "stopped";
            case StopReason.Faulted(FaultKind kind, int hart) -> "faulted on hart %d: %s".formatted(hart, lower(kind));
            case StopReason.UnexpectedTrap(int hart, long cause, long pc, long value) ->
                "unexpected trap on hart %d: cause %d, pc 0x%x, value 0x%x".formatted(hart, cause, pc, value);
        };
    }

    public static String of(AuditRecord.Event event) {
        return switch (event) {
            case AuditRecord.Called(AuditRecord.Operation operation, Status status) ->
                lower(operation) + ": " + of(status);
            case AuditRecord.Stopped(StopReason reason) -> "has stopped: " + of(reason);
            case AuditRecord.Faulted(FaultKind kind) -> "has faulted: " + lower(kind);
        };
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
