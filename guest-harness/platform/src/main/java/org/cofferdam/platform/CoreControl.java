package org.cofferdam.platform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cofferdam.microkernel.AuditRecord;
import org.cofferdam.microkernel.Control;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Status;

/**
 * The core's control interface as the machine hands it out: each call of {@link Control}, word for word, past whoever checks what
 * comes of it. Once a machine is checked and something has been found, every call throws {@link IsolationBroken}.
 */
public final class CoreControl {
    private final CoreDoor door;

    CoreControl(CoreDoor door) {
        this.door = door;
    }

    /** {@link Control#create}. */
    public Creation create(int partition, PartitionSpec spec) {
        return asked("create", partition, spec, control -> control.create(partition, spec), CoreControl::text);
    }

    /** {@link Control#load}. */
    public Status load(int partition, long address, byte[] from, int offset, int length) {
        return asked("load", partition, control -> control.load(partition, address, from, offset, length));
    }

    /** {@link Control#start}. */
    public Status start(int partition, long entry, long argument) {
        return asked("start", partition, control -> control.start(partition, entry, argument));
    }

    /** {@link Control#pause}. */
    public Status pause(int partition) {
        return asked("pause", partition, control -> control.pause(partition));
    }

    /** {@link Control#resume}. */
    public Status resume(int partition) {
        return asked("resume", partition, control -> control.resume(partition));
    }

    /** {@link Control#stop}. */
    public Status stop(int partition) {
        return asked("stop", partition, control -> control.stop(partition));
    }

    /** {@link Control#destroy}. */
    public Status destroy(int partition) {
        return asked("destroy", partition, control -> control.destroy(partition));
    }

    /** {@link Control#reset}. */
    public Creation reset(int partition) {
        return asked("reset", partition, null, control -> control.reset(partition), CoreControl::text);
    }

    /** {@link Control#resize}. */
    public Status resize(int partition, long frames) {
        return asked("resize", partition, control -> control.resize(partition, frames));
    }

    /** {@link Control#query}, which changes nothing. */
    public Optional<PartitionInfo> query(int partition) {
        return door.control().query(partition);
    }

    /** {@link Control#framesLeft}, which changes nothing. */
    public long framesLeft() {
        return door.control().framesLeft();
    }

    /** {@link Control#audit}, which changes nothing. */
    public List<AuditRecord> audit() {
        return door.control().audit();
    }

    private Status asked(String call, int partition, Function<Control, Status> question) {
        return asked(call, partition, null, question, Status::name);
    }

    private <T> T asked(
            String call, int partition, PartitionSpec spec, Function<Control, T> question, Function<T, String> text) {
        Supplier<T> answer = () -> question.apply(door.control());
        return door.ask(call, partition, spec, answer, text);
    }

    private static String text(Creation creation) {
        return switch (creation) {
            case Creation.Created _ -> Status.OK.name();
            case Creation.Refused(Status status) -> status.name();
        };
    }
}
