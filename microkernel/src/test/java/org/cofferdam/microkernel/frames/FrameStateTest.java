package org.cofferdam.microkernel.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may reach a frame in each of its states. */
final class FrameStateTest {
    private static final Account OWNER = new Account(1);
    private static final Account OTHER = new Account(1);
    private static final Account STRANGER = new Account(1);

    /** A state, and who may reach such a frame. */
    record Row(FrameState.Held state, List<Account> admitted) {}

    static List<Row> rows() {
        return List.of(
                new Row(OWNER.memory(), List.of(OWNER)),
                new Row(OWNER.table(), List.of()),
                new Row(new FrameState.Shared(OWNER, null), List.of(OWNER)),
                new Row(new FrameState.Shared(OWNER, OTHER), List.of(OWNER, OTHER)),
                new Row(new FrameState.Lent(OWNER, null), List.of()),
                new Row(new FrameState.Lent(OWNER, OTHER), List.of(OTHER)),
                new Row(new FrameState.Region(OWNER, List.of()), List.of()),
                new Row(new FrameState.Region(OWNER, List.of(OTHER)), List.of(OTHER)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nobodyElseIsAdmitted(Row row) {
        List<Account> admitted = new ArrayList<>(List.of(OWNER, OTHER, STRANGER));
        admitted.removeIf(visitor -> !row.state().admits(visitor));
        assertEquals(row.admitted(), admitted);
        assertEquals(OWNER, row.state().account(), "whoever reaches it, it is charged to one account");
    }
}
