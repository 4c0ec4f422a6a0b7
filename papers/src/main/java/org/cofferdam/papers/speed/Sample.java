package org.cofferdam.papers.speed;

import java.util.List;

/**
 * One process that was measured, as results are kept. Times are in seconds; warm ones are of one time that the work was done, on the average of the
 * later half of all times, 0 for Debian.
 *
 * @param times how often the work was done
 * @param wall from the process's start to its end; of a boot, to what Debian's first program says
 * @param processor of all its threads
 * @param thread of the thread that executes the guest
 * @param retired instructions of the guest, where it is an engine of ours; else 0
 */
record Sample(
        Program program,
        Contestant contestant,
        int round,
        int times,
        double wall,
        double processor,
        double thread,
        double warmWall,
        double warmProcessor,
        double warmThread,
        long retired) {

    static Sample of(Program program, Contestant contestant, int round, int times, Execution execution) {
        double wall = 0;
        double processor = 0;
        double thread = 0;
        List<Execution.Mark> marks = execution.marks();
        if (marks.size() > 1) {
            Execution.Mark from = marks.get((marks.size() - 1) / 2);
            Execution.Mark to = marks.getLast();
            int done = marks.size() - 1 - (marks.size() - 1) / 2;
            wall = (to.wall() - from.wall()) / done;
            processor = (to.processor() - from.processor()) / done;
            thread = (to.thread() - from.thread()) / done;
        }
        boolean boot = program == Program.DEBIAN;
        return new Sample(
                program,
                contestant,
                round,
                times,
                boot ? marks.getLast().wall() : execution.wall(),
                boot ? marks.getLast().processor() : execution.processor(),
                boot ? marks.getLast().thread() : execution.thread(),
                wall,
                processor,
                thread,
                execution.retired().orElse(0L));
    }
}
