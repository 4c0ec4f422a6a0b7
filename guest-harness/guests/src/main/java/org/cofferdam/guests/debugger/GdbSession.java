package org.cofferdam.guests.debugger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.debug.MemoryView;
import org.cofferdam.machine.debug.Modes;
import org.cofferdam.machine.hart.Halt;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Watchpoint;

/**
 * What one debugger asks for while the machine stands still, and the answers. Called by the machine's thread alone. A request
 * that is not known gets an empty answer, one that cannot be read or done gets an error.
 */
final class GdbSession {
    /** What becomes of the machine after a request. */
    enum Next {
        /** It stands still; the next request. */
        STAY,
        /** It runs. */
        RESUME,
        /** It runs, and the debugger has gone. */
        DETACH,
        /** It is switched off and on, and stands still at its first instruction. */
        RESET,
        /** It ends. */
        KILL
    }

    private static final String OK = "OK";
    private static final String MALFORMED = "E16"; // EINVAL
    private static final String NO_MEMORY = "E0e"; // EFAULT
    private static final String NO_REGISTER = "E06"; // ENXIO

    private static final int TRAP = 5;
    private static final int INTERRUPT = 2;
    private static final int MOST_BYTES = PacketParser.LARGEST / 2;

    private final Connection connection;
    private final StopRequests stops = new StopRequests();
    private VirtBoard board;

    /** The hart that register and memory requests mean, and the one that {@code s} steps. */
    private int shown;

    private int stepped;
    private String stopReply = "S05";
    private boolean physical;
    private boolean stopsChanged;

    GdbSession(Connection connection, VirtBoard board) {
        this.connection = connection;
        adopt(board);
    }

    /** Goes on with another board, built in place of the last. */
    void adopt(VirtBoard fresh) {
        board = fresh;
        stops.apply(fresh);
        stopped(fresh.current(), TRAP, "");
    }

    boolean over(Connection other) {
        return connection == other;
    }

    /** The machine has stopped because of a hart's halt: tells the debugger. */
    void report(int hart) {
        String reason =
                switch (board.harts().get(hart).halt()) {
                    case Halt.Breakpoint(long address) -> stops.softwareAt(address) ? "swbreak:;" : "hwbreak:;";
                    case Halt.Watched(Watchpoint point, long address) -> kind(point) + ":" + Hex.of(address) + ";";
                    case Halt.Stepped() -> "";
                    case null -> "";
                };
        stopped(hart, TRAP, reason);
        connection.send(stopReply);
    }

    private static String kind(Watchpoint point) {
        return point.loads() ? point.stores() ? "awatch" : "rwatch" : "watch";
    }

    /** The machine has stopped because the debugger asked for it: tells it so. */
    void reportInterrupt() {
        stopped(board.current(), INTERRUPT, "");
        connection.send(stopReply);
    }

    private void stopped(int hart, int signal, String reason) {
        shown = hart;
        stepped = hart;
        stopReply = "T%02xthread:%x;%s".formatted(signal, hart + 1, reason);
    }

    /** The machine has come to its end: tells the debugger. */
    void reportEnd(int code) {
        connection.send("W%02x".formatted(code & 0xff));
        connection.close();
    }

    /** Ends the conversation; harts stop nowhere any more. */
    void leave() {
        stops.clear();
        stops.apply(board);
        ResumeActions.run(board.harts()).apply();
        connection.close();
    }

    Next serve(byte[] data) {
        try {
            return dispatch(new String(data, StandardCharsets.ISO_8859_1));
        } catch (BadPacketException e) {
            connection.send(MALFORMED);
            return Next.STAY;
        }
    }

    private Next dispatch(String request) throws BadPacketException {
        String rest = request.isEmpty() ? "" : request.substring(1);
        switch (request.isEmpty() ? 0 : request.charAt(0)) {
            case 'c', 'C' -> {
                return resume(ResumeActions.run(board.harts()), address(rest, request.charAt(0)));
            }
            case 's', 'S' -> {
                return resume(ResumeActions.step(board.harts(), stepped), address(rest, request.charAt(0)));
            }
            case 'D' -> {
                connection.send(OK);
                return Next.DETACH;
            }
            case 'k' -> {
                return Next.KILL;
            }
            case 'v' -> {
                return verbose(request);
            }
            case 'q', 'Q' -> {
                return query(request);
            }
            case '?' -> connection.send(stopReply);
            case '!' -> connection.send(OK);
            case 'g' -> connection.send(general());
            case 'G' -> connection.send(setGeneral(rest));
            case 'p' -> connection.send(register(rest));
            case 'P' -> connection.send(setRegister(rest));
            case 'm' -> connection.send(read(rest));
            case 'M' -> connection.send(write(rest, true));
            case 'X' -> connection.send(write(rest, false));
            case 'H' -> connection.send(choose(rest));
            case 'T' -> connection.send(exists(ThreadId.parse(rest)) ? OK : MALFORMED);
            case 'Z' -> connection.send(stop(rest, true));
            case 'z' -> connection.send(stop(rest, false));
            default -> connection.send("");
        }
        return Next.STAY;
    }

    /** Where to go on: {@code c} and {@code s} may say an address, {@code C} and {@code S} one behind a signal. */
    private static String address(String rest, char command) {
        boolean signal = Character.isUpperCase(command);
        return signal ? rest.indexOf(';') < 0 ? "" : rest.substring(rest.indexOf(';') + 1) : rest;
    }

    private Next resume(ResumeActions actions, String address) throws BadPacketException {
        if (!address.isEmpty()) {
            GdbRegisters.write(hart(stepped), GdbRegisters.GENERAL - 1, Hex.number(address));
        }
        if (stopsChanged) {
            stops.apply(board);
            stopsChanged = false;
        }
        actions.apply();
        return Next.RESUME;
    }

    private Next verbose(String request) throws BadPacketException {
        if (request.startsWith("vCont;")) {
            return resume(ResumeActions.ofContinue(board.harts(), request.substring(5)), "");
        } else if (request.startsWith("vKill")) {
            connection.send(OK);
            return Next.KILL;
        }
        connection.send(request.equals("vCont?") ? "vCont;c;C;s;S" : "");
        return Next.STAY;
    }

    private Next query(String request) throws BadPacketException {
        String name = request.split("[:,;]", 2)[0];
        String rest = request.substring(Math.min(request.length(), name.length() + 1));
        switch (name) {
            case "qSupported" ->
                connection.send("PacketSize=%x;qXfer:features:read+;vContSupported+;QStartNoAckMode+;swbreak+;hwbreak+"
                        .formatted(PacketParser.LARGEST));
            case "QStartNoAckMode" -> {
                connection.send(OK);
                connection.stopAcknowledging();
            }
            case "qXfer" -> connection.send(transfer(rest));
            case "qAttached" -> connection.send("1");
            case "qC" -> connection.send("QC" + Hex.of(shown + 1));
            case "qfThreadInfo" ->
                connection.send(IntStream.rangeClosed(1, board.harts().size())
                        .mapToObj(Hex::of)
                        .collect(Collectors.joining(",", "m", "")));
            case "qsThreadInfo" -> connection.send("l");
            case "qThreadExtraInfo" -> {
                int thread = ThreadId.parse(rest);
                connection.send(exists(thread) && thread > 0 ? Hex.text(describe(hart(thread - 1))) : MALFORMED);
            }
            case "qSymbol" -> connection.send(OK);
            case "qqemu.PhyMemMode" -> connection.send(physical ? "1" : "0");
            case "Qqemu.PhyMemMode" -> {
                physical = Hex.number(rest) != 0;
                connection.send(OK);
            }
            case "qRcmd" -> {
                return command(new String(Hex.parseBytes(rest), StandardCharsets.UTF_8));
            }
            default -> connection.send("");
        }
        return Next.STAY;
    }

    private Next command(String text) {
        MonitorCommands commands = new MonitorCommands(board, hart(shown));
        String[] words = text.trim().split("\\s+");
        Next next = Next.STAY;
        String answer;
        switch (words[0]) {
            case "reset", "system_reset" -> {
                next = Next.RESET;
                answer = "The machine stands at its first instruction.\n";
            }
            case "physical" -> {
                physical = words.length < 2 ? !physical : !words[1].equals("off");
                answer = "Addresses are " + (physical ? "physical.\n" : "virtual.\n");
            }
            default -> answer = commands.answer(words);
        }
        for (int from = 0; from < answer.length(); from += MOST_BYTES / 2) {
            connection.send("O" + Hex.text(answer.substring(from, Math.min(answer.length(), from + MOST_BYTES / 2))));
        }
        connection.send(OK);
        return next;
    }

    private String transfer(String rest) throws BadPacketException {
        String[] parts = rest.split("[:,]", -1);
        if (parts.length != 5 || !parts[0].equals("features") || !parts[1].equals("read")) {
            return "";
        }
        if (!parts[2].equals("target.xml")) {
            return "E00";
        }
        String text = GdbRegisters.description(hart(shown));
        int from = (int) Long.min(Hex.number(parts[3]) & Long.MAX_VALUE, text.length());
        int length = (int) Long.min(Hex.number(parts[4]) & Long.MAX_VALUE, MOST_BYTES);
        int end = Math.min(text.length(), from + length);
        return (end == text.length() ? "l" : "m") + text.substring(from, end);
    }

    private String general() {
        Hart hart = hart(shown);
        return IntStream.range(0, GdbRegisters.GENERAL)
                .mapToObj(number -> Hex.register(GdbRegisters.read(hart, number)))
                .collect(Collectors.joining());
    }

    private String setGeneral(String rest) throws BadPacketException {
        int digits = 2 * Long.BYTES;
        if (rest.length() != GdbRegisters.GENERAL * digits) {
            return MALFORMED;
        }
        long[] values = new long[GdbRegisters.GENERAL];
        for (int number = 0; number < values.length; number++) {
            values[number] = Hex.parseRegister(rest.substring(number * digits, (number + 1) * digits));
        }
        for (int number = 0; number < values.length; number++) {
            GdbRegisters.write(hart(shown), number, values[number]);
        }
        return OK;
    }

    private String register(String rest) throws BadPacketException {
        long number = Hex.number(rest);
        return GdbRegisters.exists(hart(shown), number)
                ? Hex.register(GdbRegisters.read(hart(shown), (int) number))
                : NO_REGISTER;
    }

    private String setRegister(String rest) throws BadPacketException {
        String[] halves = halves(rest, '=');
        long number = Hex.number(halves[0]);
        if (!GdbRegisters.exists(hart(shown), number)) {
            return NO_REGISTER;
        }
        GdbRegisters.write(hart(shown), (int) number, Hex.parseRegister(halves[1]));
        return OK;
    }

    private String read(String rest) throws BadPacketException {
        String[] halves = halves(rest, ',');
        long length = Hex.number(halves[1]);
        int most = (int) Long.min(length & Long.MAX_VALUE, MOST_BYTES);
        byte[] bytes = memory().read(Hex.number(halves[0]), most);
        return bytes.length == 0 && length != 0 ? NO_MEMORY : Hex.bytes(bytes);
    }

    private String write(String rest, boolean hexadecimal) throws BadPacketException {
        int colon = rest.indexOf(':');
        String[] halves = halves(rest.substring(0, Math.max(colon, 0)), ',');
        String data = rest.substring(colon + 1);
        byte[] bytes = hexadecimal ? Hex.parseBytes(data) : data.getBytes(StandardCharsets.ISO_8859_1);
        if (Hex.number(halves[1]) != bytes.length) {
            return MALFORMED;
        }
        return memory().write(Hex.number(halves[0]), bytes) ? OK : NO_MEMORY;
    }

    private MemoryView memory() {
        return new MemoryView(board.bus(), physical ? null : hart(shown));
    }

    private String choose(String rest) throws BadPacketException {
        int thread = ThreadId.parse(rest.substring(Math.min(1, rest.length())));
        if (!exists(thread)) {
            return MALFORMED;
        }
        if (thread > 0 && rest.charAt(0) == 'g') {
            shown = thread - 1;
        } else if (thread > 0) {
            stepped = thread - 1;
        }
        return OK;
    }

    private boolean exists(int thread) {
        return thread <= board.harts().size();
    }

    private String stop(String rest, boolean set) throws BadPacketException {
        String[] parts = rest.split(";", 2)[0].split(",", -1);
        if (parts.length != 3) {
            return MALFORMED;
        }
        int type = (int) Hex.number(parts[0]);
        if (!StopRequests.known(type)) {
            return "";
        }
        StopRequests.Point point = new StopRequests.Point(type, Hex.number(parts[1]), Hex.number(parts[2]));
        stopsChanged = true;
        if (set) {
            return stops.add(point) ? OK : MALFORMED;
        }
        stops.remove(point);
        return OK;
    }

    /** The text before and behind the first such character. */
    private static String[] halves(String text, char separator) throws BadPacketException {
        int at = text.indexOf(separator);
        if (at < 0) {
            throw new BadPacketException();
        }
        return new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    private Hart hart(int index) {
        List<Hart> harts = board.harts();
        return harts.get(index);
    }

    private static String describe(Hart hart) {
        return "hart %d [%s%s]".formatted(hart.id, Modes.of(hart), hart.waiting() ? ", waiting" : "");
    }
}
