package org.cofferdam.properties.tworuns;

import java.util.List;
import org.cofferdam.microkernel.Hypercall;

/** SBI calls and hypercalls with arguments that are valid, nearly valid, or wild. */
final class Calls {
    private static final long BASE = 0x10;
    private static final long TIME = 0x54494D45;
    private static final long IPI = 0x735049;
    private static final long RFENCE = 0x52464E43;
    private static final long HSM = 0x48534D;
    private static final long SRST = 0x53525354;
    private static final long SUSP = 0x53555350;
    private static final long DBCN = 0x4442434E;
    private static final long PMU = 0x504D55;
    private static final long STA = 0x535441;

    private static final List<Long> EXTENSIONS =
            List.of(BASE, TIME, IPI, IPI, RFENCE, HSM, HSM, HSM, SUSP, DBCN, DBCN, DBCN, PMU, PMU, PMU, PMU, STA, STA);

    private static final List<Long> RIGHTS = List.of(1L, 3L, 7L, 5L, 4L, 0L, 2L);

    /** Each as often as it takes for those that need each other to meet. */
    private static final List<Hypercall> OFTEN = List.of(
            Hypercall.IDENTITY,
            Hypercall.GRANT_SHARE,
            Hypercall.GRANT_SHARE,
            Hypercall.GRANT_LEND,
            Hypercall.GRANT_LEND,
            Hypercall.GRANT_DONATE,
            Hypercall.GRANT_ACCEPT,
            Hypercall.GRANT_ACCEPT,
            Hypercall.GRANT_ACCEPT,
            Hypercall.GRANT_RETURN,
            Hypercall.GRANT_RECLAIM,
            Hypercall.PORT_SEND,
            Hypercall.PORT_SEND,
            Hypercall.PORT_SEND,
            Hypercall.PORT_RECEIVE,
            Hypercall.PORT_RECEIVE,
            Hypercall.PORT_RECEIVE,
            Hypercall.PORT_STATUS,
            Hypercall.DOORBELL_RING,
            Hypercall.DOORBELL_LISTEN,
            Hypercall.DOORBELL_TAKE);

    private Calls() {}

    /** Any call of the SBI; rarely one that ends the partition. */
    static void sbi(GuestCode code, Choice choice) {
        long extension = choice.oneIn(80) ? SRST : choice.oneIn(20) ? choice.wild() : choice.of(EXTENSIONS);
        long function = choice.oneIn(12) ? choice.wild() : choice.below(functions(extension));
        long[] arguments = arguments(choice, extension, function);
        if (extension == TIME) {
            code.add("rdtime a0").add("addi a0, a0, " + choice.between(-20, 2000));
            spoil(code, choice, new long[0]);
        } else {
            spoil(code, choice, arguments);
        }
        code.call(extension, function);
    }

    private static int functions(long extension) {
        return switch ((int) extension) {
            case (int) BASE, (int) PMU -> 7;
            case (int) HSM -> 4;
            case (int) RFENCE, (int) DBCN -> 3;
            default -> 1;
        };
    }

    private static long[] arguments(Choice choice, long extension, long function) {
        long mask = choice.below(8);
        long entry = Layout.RAM + (choice.oneIn(8) ? choice.below(0x4000) : 0);
        long scratch = Layout.scratch(choice.below(Layout.SCRATCH_PAGES)) + 64L * choice.below(64);
        return switch ((int) extension) {
            case (int) BASE -> new long[] {choice.oneIn(2) ? choice.of(EXTENSIONS) : Hypercall.EXTENSION};
            case (int) IPI -> new long[] {mask, choice.oneIn(4) ? -1 : 0};
            case (int) RFENCE ->
                new long[] {
                    mask, 0, Layout.RAM + 0x1000L * choice.below(16), 0x1000L * choice.below(20), choice.below(4)
                };
            // A hart that stops waits for a sibling; one that suspends itself, for its timer.
            case (int) HSM ->
                function == 3
                        ? new long[] {choice.oneIn(2) ? 0 : 0x8000_0000L, entry, mask}
                        : new long[] {choice.below(3), entry, mask};
            case (int) SUSP -> new long[] {0, entry, mask};
            case (int) DBCN ->
                function == 2 ? new long[] {choice.below(256)} : new long[] {1 + choice.below(48), scratch, 0};
            case (int) PMU -> pmu(choice, function);
            case (int) STA -> choice.oneIn(5) ? new long[] {-1, -1, 0} : new long[] {scratch, 0, 0};
            case (int) SRST -> new long[] {choice.below(3), choice.below(2)};
            default -> new long[] {choice.wild(), choice.wild(), choice.wild()};
        };
    }

    private static long[] pmu(Choice choice, long function) {
        int counter = choice.oneIn(2) ? 22 : choice.below(24);
        return switch ((int) function) {
            case 2 ->
                choice.oneIn(2)
                        ? new long[] {0, 0x7F_FFFF, 6, 2, 0}
                        : new long[] {0, 0x7F_FFFF, choice.below(8), 0xF_0000L + choice.below(14), 0};
            case 3, 4 -> new long[] {counter, 1, choice.below(2), choice.below(1000)};
            default -> new long[] {counter};
        };
    }

    /** Any hypercall. */
    static void hypercall(GuestCode code, Choice choice) {
        long function = choice.oneIn(20) ? choice.wild() : choice.of(OFTEN).number();
        boolean sends = function == Hypercall.PORT_SEND.number();
        long[] arguments = hypercallArguments(choice, function);
        // More than a queue holds.
        for (int times = sends && choice.oneIn(2) ? 4 : 1; times > 0; times--) {
            spoil(code, choice, arguments);
            code.call(Hypercall.EXTENSION, function);
        }
    }

    private static long[] hypercallArguments(Choice choice, long function) {
        long partition = choice.below(5);
        long page = Layout.scratch(choice.below(Layout.SCRATCH_PAGES));
        int pages = 1 + choice.below(3);
        return switch ((int) function) {
            case 1, 2, 3 -> new long[] {partition, page, pages, choice.of(RIGHTS)};
            case 4 -> new long[] {partition, choice.below(3), Layout.HOLE + 0x1000L * choice.below(4), pages};
            case 5 -> new long[] {partition, choice.below(3)};
            case 6 -> new long[] {choice.below(3)};
            case 7 ->
                new long[] {choice.below(3), page + 8L * choice.below(64), choice.oneIn(4) ? choice.below(70) : 8};
            case 8 ->
                new long[] {choice.below(3), page + 8L * choice.below(64), choice.oneIn(4) ? choice.below(70) : 4096};
            case 9, 10 -> new long[] {choice.below(3)};
            default -> new long[] {choice.oneIn(3) ? -1 : 1L << choice.below(64)};
        };
    }

    /** Sets a0 and up, one of them to anything now and then. */
    private static void spoil(GuestCode code, Choice choice, long[] arguments) {
        int spoilt = choice.oneIn(6) ? choice.below(6) : -1;
        for (int i = 0; i < 6; i++) {
            if (i == spoilt) {
                code.set("a" + i, choice.wild());
            } else if (i < arguments.length) {
                code.set("a" + i, arguments[i]);
            }
        }
    }
}
