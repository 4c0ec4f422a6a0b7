package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;

/** The lines of a trace before its steps: what the system is. */
final class StageText {
    private static final int MOST_FRAMES = 4096;
    private static final int MOST_PAGES = 1024;
    private static final int MOST_TICKS = 1_000_000;
    private static final List<String> GUEST = List.of("harts", "pages", "slack", "mode", "second", "fault");

    private int frames = -1;
    private long slice = 1000;
    private final List<Stage.Guest> guests = new ArrayList<>();
    private final List<List<Window>> windows = new ArrayList<>();
    private final List<Integer> weights = new ArrayList<>();
    private final List<FlowPolicy.Flow> flows = new ArrayList<>();
    private final List<Channels.Port> ports = new ArrayList<>();
    private final List<Channels.Doorbell> bells = new ArrayList<>();
    private final List<Channels.Region> regions = new ArrayList<>();
    private Optional<Integer> disk = Optional.empty();

    /** Takes a line; whether it is one of the system's. */
    boolean take(String keyword, Words words) throws BadTrace {
        switch (keyword) {
            case "machine" -> {
                frames = words.between("frames", 16, MOST_FRAMES);
                slice = words.between("slice", 1, MOST_TICKS);
            }
            case "partition" -> guest(words);
            case "window" -> window(words);
            case "flow" -> flows.add(new FlowPolicy.Flow(partition("from", words), partition("to", words)));
            case "port" ->
                ports.add(new Channels.Port(
                        partition("from", words),
                        partition("to", words),
                        words.constant("kind", Channels.PortKind.class),
                        words.between("longest", 1, Channels.LONGEST_MESSAGE),
                        words.between("depth", 1, Channels.DEEPEST_QUEUE)));
            case "bell" ->
                bells.add(new Channels.Doorbell(
                        partition("from", words), partition("to", words), words.below("bit", Channels.DOORBELL_BITS)));
            case "region" -> region(words);
            case "disk" -> disk = Optional.of(partition("partition", words));
            default -> {
                return false;
            }
        }
        words.end();
        return true;
    }

    private int partition(String field, Words words) throws BadTrace {
        return words.below(field, guests.size());
    }

    private void guest(Words words) throws BadTrace {
        if (guests.size() == Stage.MOST_GUESTS) {
            throw words.bad("partition", "there are at most " + Stage.MOST_GUESTS);
        }
        Map<String, Words> settings = words.settings(GUEST);
        Map<FaultKind, FaultAction> faults = new EnumMap<>(FaultKind.class);
        if (settings.containsKey("fault")) {
            fault(settings.get("fault"), faults);
        }
        for (String name : List.of("harts", "pages")) {
            if (!settings.containsKey(name)) {
                throw words.bad(name, "is missing: write " + name + "=N");
            }
        }
        guests.add(new Stage.Guest(
                settings.get("harts").between("harts", 1, Stage.MOST_HARTS),
                settings.get("pages").between("pages", 1, MOST_PAGES),
                settings.containsKey("slack") ? settings.get("slack").between("slack", 0, MOST_PAGES) : 0,
                settings.containsKey("mode")
                        ? settings.get("mode").constant("mode", GStageMode.class)
                        : GStageMode.SV39X4,
                settings.containsKey("second")
                        ? Optional.of(settings.get("second").constant("second", Rights.class))
                        : Optional.empty(),
                faults));
        weights.add(0);
    }

    private static void fault(Words words, Map<FaultKind, FaultAction> into) throws BadTrace {
        String text = words.word("fault");
        String[] parts = text.split(":", -1);
        FaultAction action =
                switch (parts.length == 2 ? parts[1] : "") {
                    case "ignore" -> new FaultAction.Ignore();
                    case "stop" -> new FaultAction.Stop();
                    case "suspend" -> new FaultAction.Suspend();
                    case "restart" -> new FaultAction.Restart();
                    case "signal" -> new FaultAction.Signal(0);
                    default ->
                        throw words.bad(
                                "fault",
                                "'%s' should be a kind, a colon, and ignore, stop, suspend, restart or signal"
                                        .formatted(text));
                };
        into.put(words.constant("fault", parts[0], FaultKind.class), action);
    }

    private void window(Words words) throws BadTrace {
        int hart = words.below("hart", Stage.MOST_HARTS);
        String owner = words.word("owner");
        int ticks = words.between("ticks", 1, MOST_TICKS);
        while (windows.size() <= hart) {
            windows.add(new ArrayList<>());
        }
        int partition =
                switch (owner) {
                    case "nobody" -> Window.NOBODY;
                    case "spare" -> Window.SPARE;
                    default -> words.below("owner", owner, guests.size());
                };
        windows.get(hart).add(new Window(partition, ticks));
    }

    private void region(Words words) throws BadTrace {
        long pages = words.between("pages", 1, MOST_PAGES);
        List<Channels.Attachment> attachments = new ArrayList<>();
        while (!words.isEmpty()) {
            int partition = partition("partition", words);
            attachments.add(new Channels.Attachment(
                    partition, Stage.place(regions.size()), words.constant("rights", Rights.class)));
        }
        regions.add(new Channels.Region(pages, attachments));
    }

    /** What has been read; the line says where it ends. */
    Stage stage(Words words) throws BadTrace {
        if (frames < 0 || guests.isEmpty() || windows.isEmpty()) {
            throw words.bad(
                    "steps",
                    "before them there are a line 'machine FRAMES SLICE', and some for partitions and windows");
        }
        Stage stage = new Stage(frames, slice, guests, windows, weights, flows, ports, bells, regions, disk);
        String contradiction = contradiction(stage);
        if (!contradiction.isEmpty()) {
            throw words.bad("steps", "the system above cannot be: " + contradiction);
        }
        return stage;
    }

    private static String contradiction(Stage stage) {
        try {
            new World(stage);
            return "";
        } catch (IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }

    /** A weight in spare time, which has a line of its own. */
    void weight(Words words) throws BadTrace {
        int partition = partition("partition", words);
        weights.set(partition, words.between("weight", 0, 1024));
        words.end();
    }

    /** A system as lines. */
    static List<String> lines(Stage stage) {
        List<String> lines = new ArrayList<>();
        lines.add("machine %d %d".formatted(stage.frames(), stage.slice()));
        stage.guests().forEach(guest -> lines.add(line(guest)));
        for (int hart = 0; hart < stage.windows().size(); hart++) {
            for (Window window : stage.windows().get(hart)) {
                String owner =
                        switch (window.partition()) {
                            case Window.NOBODY -> "nobody";
                            case Window.SPARE -> "spare";
                            default -> Integer.toString(window.partition());
                        };
                lines.add("window %d %s %d".formatted(hart, owner, window.ticks()));
            }
        }
        for (int partition = 0; partition < stage.weights().size(); partition++) {
            if (stage.weights().get(partition) != 0) {
                lines.add("weight %d %d".formatted(partition, stage.weights().get(partition)));
            }
        }
        stage.flows().forEach(flow -> lines.add("flow %d %d".formatted(flow.from(), flow.to())));
        stage.ports()
                .forEach(port -> lines.add("port %d %d %s %d %d"
                        .formatted(port.from(), port.to(), Words.name(port.kind()), port.longest(), port.depth())));
        stage.bells().forEach(bell -> lines.add("bell %d %d %d".formatted(bell.from(), bell.to(), bell.bit())));
        stage.regions()
                .forEach(region -> lines.add("region " + region.pages()
                        + region.attachments().stream()
                                .map(one -> " " + one.partition() + " " + Words.name(one.rights()))
                                .collect(Collectors.joining())));
        stage.disk().ifPresent(partition -> lines.add("disk " + partition));
        return lines;
    }

    private static String line(Stage.Guest guest) {
        StringBuilder line = new StringBuilder("partition harts=%d pages=%d slack=%d mode=%s"
                .formatted(guest.harts(), guest.pages(), guest.slack(), Words.name(guest.mode())));
        guest.second().ifPresent(rights -> line.append(" second=").append(Words.name(rights)));
        guest.faults().forEach((kind, action) -> line.append(" fault=")
                .append(Words.name(kind))
                .append(':')
                .append(
                        switch (action) {
                            case FaultAction.Ignore() -> "ignore";
                            case FaultAction.Stop() -> "stop";
                            case FaultAction.Suspend() -> "suspend";
                            case FaultAction.Restart() -> "restart";
                            case FaultAction.Signal(int _) -> "signal";
                        }));
        return line.toString();
    }
}
