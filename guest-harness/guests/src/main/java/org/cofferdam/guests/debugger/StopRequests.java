package org.cofferdam.guests.debugger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.hart.StopPoints;
import org.cofferdam.machine.hart.Watchpoint;

/** The breakpoints and watchpoints that a debugger has set, by the numbers of its Z packets. */
final class StopRequests {
    /** What a Z packet says. */
    record Point(int type, long address, long length) {}

    private static final int SOFTWARE = 0;
    private static final int HARDWARE = 1;
    private static final int STORES = 2;
    private static final int LOADS = 3;
    private static final int EITHER = 4;
    private static final int MOST = 1_000;

    private final Set<Point> points = new LinkedHashSet<>();

    /** Whether these packets are known. */
    static boolean known(int type) {
        return type >= SOFTWARE && type <= EITHER;
    }

    /** Sets one, unless there are too many or it watches nothing. */
    boolean add(Point point) {
        boolean sensible = points.size() < MOST && (isBreakpoint(point) || point.length != 0);
        if (sensible) {
            points.add(point);
        }
        return sensible;
    }

    void remove(Point point) {
        points.remove(point);
    }

    void clear() {
        points.clear();
    }

    /** Whether execution stops at an address because of a {@code Z0} rather than a {@code Z1}. */
    boolean softwareAt(long address) {
        return points.stream().anyMatch(point -> point.type == SOFTWARE && point.address == address);
    }

    private static boolean isBreakpoint(Point point) {
        return point.type == SOFTWARE || point.type == HARDWARE;
    }

    /** Makes the harts stop there, and nowhere else. */
    void apply(VirtBoard board) {
        List<Long> breakpoints = points.stream()
                .filter(StopRequests::isBreakpoint)
                .map(Point::address)
                .distinct()
                .toList();
        List<Watchpoint> watchpoints = points.stream()
                .filter(point -> !isBreakpoint(point))
                .map(point -> new Watchpoint(
                        point.address,
                        point.length,
                        point.type == LOADS || point.type == EITHER,
                        point.type == STORES || point.type == EITHER))
                .toList();
        StopPoints all = new StopPoints(breakpoints, watchpoints);
        board.harts().forEach(hart -> hart.probe().stopAt(all));
    }
}
