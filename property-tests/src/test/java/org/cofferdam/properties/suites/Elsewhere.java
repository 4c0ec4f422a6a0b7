package org.cofferdam.properties.suites;

import java.util.List;

/** Tests of other modules, which do not know of this one's annotation, and the properties that they check. */
final class Elsewhere {
    /** A test by its file, from the root of the project. */
    record Test(int property, String file, String method) {
        String name() {
            return file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()) + "." + method;
        }
    }

    private static final String CORE = "microkernel/src/test/java/org/cofferdam/microkernel/";
    private static final String PLATFORM = "guest-harness/platform/src/test/java/org/cofferdam/platform/";
    private static final String MANAGER = "guest-harness/manager/src/test/java/org/cofferdam/manager/";

    private Elsewhere() {}

    static List<Test> all() {
        return List.of(
                new Test(10, CORE + "SwitchTest.java", "~"),
                new Test(13, CORE + "WallsProperties.java", "theWallsHold"),
                new Test(18, CORE + "WallsProperties.java", "theWallsHold"),
                new Test(19, CORE + "WallsProperties.java", "theWallsHoldWithFewVmids"),
                new Test(20, MANAGER + "lifecycle/AssignedDiskTest.java", "~"),
                new Test(23, PLATFORM + "ManyPartitionsTest.java", "aThousandPartitionsLeaveNothingBehind"),
                new Test(24, MANAGER + "lifecycle/StrictScheduleTest.java", "~"),
                new Test(24, CORE + "WindowsProperties.java", "~"),
                new Test(25, CORE + "CountersTest.java", "~"));
    }
}
