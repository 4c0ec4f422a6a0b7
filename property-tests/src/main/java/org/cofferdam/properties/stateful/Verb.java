package org.cofferdam.properties.stateful;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can happen in a trace, each with what it takes and how often it is worth trying. */
public enum Verb {
    /** The manager makes a partition, as the stage has some partition. */
    CREATE(By.MANAGER, 4, "like", Kind.GUEST),
    /** The manager copies bytes into a partition that has not started. */
    LOAD(By.MANAGER, 1, "address", Kind.ADDRESS, "length", Kind.LENGTH),
    START(By.MANAGER, 4, "entry", Kind.ENTRY),
    PAUSE(By.MANAGER, 2),
    RESUME(By.MANAGER, 3),
    STOP(By.MANAGER, 1),
    /** Stops a partition and takes it apart, to the end. */
    DESTROY(By.MANAGER, 1),
    /** One call of {@code Control.destroy}. */
    DESTROY_STEP(By.MANAGER, 2),
    /** Resets a partition, to the end, and starts it. */
    RESET(By.MANAGER, 2),
    /** One call of {@code Control.reset}. */
    RESET_STEP(By.MANAGER, 1),
    RESIZE(By.MANAGER, 2, "frames", Kind.FRAMES),

    /** A guest makes a call and has its answer. */
    CALL(By.HART, 40),
    /** A guest makes a call, and other things happen before it has its answer. */
    POST(By.HART, 6),
    /** A guest reads 8 bytes. */
    READ(By.HART, 12, "address", Kind.ADDRESS),
    /** A guest writes 8 bytes. */
    WRITE(By.HART, 12, "address", Kind.ADDRESS, "value", Kind.VALUE),
    /** A guest executes what is there. */
    JUMP(By.HART, 2, "address", Kind.ADDRESS),
    /** A guest has its assigned disk read a sector into its memory. */
    DISK_READ(By.HART, 3, "address", Kind.ADDRESS),
    /** A guest has its assigned disk write a sector from its memory. */
    DISK_WRITE(By.HART, 2, "address", Kind.ADDRESS),

    GIVE_BACK(By.MONITOR, 4, "address", Kind.PAGE, "pages", Kind.PAGES),
    TAKE_BACK(By.MONITOR, 4, "address", Kind.PAGE, "pages", Kind.PAGES),
    /** The monitor reads the guest's memory. */
    PEEK(By.MONITOR, 2, "address", Kind.ADDRESS),
    /** The monitor writes the guest's memory. */
    POKE(By.MONITOR, 2, "address", Kind.ADDRESS, "value", Kind.VALUE),
    /** The monitor raises or lowers the external interrupt of a virtual hart. */
    LINE(By.MONITOR, 2, "hart", Kind.INDEX, "level", Kind.SMALL),
    /** The monitor says that the guest is done with an interrupt. */
    COMPLETE(By.MONITOR, 1, "source", Kind.SMALL),
    /** The monitor types bytes. */
    TYPE(By.MONITOR, 1, "bytes", Kind.LENGTH),
    /** The monitor of the partition that had this number first writes memory. */
    STALE_POKE(By.MONITOR, 1, "address", Kind.ADDRESS, "value", Kind.VALUE),
    /** The monitor of the partition that had this number first gives pages back. */
    STALE_GIVE_BACK(By.MONITOR, 1, "address", Kind.PAGE, "pages", Kind.PAGES),

    /** Time goes by. */
    RUN(By.NOBODY, 4, "ticks", Kind.TICKS);

    /** Who does it. */
    enum By {
        MANAGER,
        MONITOR,
        HART,
        NOBODY
    }

    /** Something that a verb takes. */
    record Parameter(String name, Kind kind) {}

    private final By by;
    private final int weight;

    /** Made by {@code List.of}, which nobody can change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Parameter> parameters;

    Verb(By by, int weight) {
        this(by, weight, List.of());
    }

    Verb(By by, int weight, String name, Kind kind) {
        this(by, weight, List.of(new Parameter(name, kind)));
    }

    Verb(By by, int weight, String first, Kind kind, String second, Kind secondKind) {
        this(by, weight, List.of(new Parameter(first, kind), new Parameter(second, secondKind)));
    }

    Verb(By by, int weight, List<Parameter> parameters) {
        this.by = by;
        this.weight = weight;
        this.parameters = parameters;
    }

    By by() {
        return by;
    }

    /** Out of all verbs' weights, how often it is drawn. */
    public int weight() {
        return weight;
    }

    /** Whether a guest's call has to be named. */
    public boolean calls() {
        return this == CALL || this == POST;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** What it takes, for a call of a guest what the call takes. */
    public List<Kind> kinds() {
        return parameters.stream().map(Parameter::kind).toList();
    }

    /** How a trace writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }
}
