package org.cofferdam.guests.debugger;

import java.util.Locale;
import java.util.stream.Collectors;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.debug.Modes;
import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TlbEntry;

/** What {@code monitor} answers about a machine that stands still. */
final class MonitorCommands {
    private static final String HELP = """
            info harts        mode, pc and counts of each hart
            translate ADDR    where a virtual address leads in the mode of the current hart
            tlb               the cached translations of the current hart
            csr [NAME…]       CSRs of the current hart and what they hold; without a name all of them
            physical [on|off] addresses in memory commands are physical, or virtual again
            reset             switches the machine off and on
            """;

    private final VirtBoard board;
    private final Hart hart;

    MonitorCommands(VirtBoard board, Hart hart) {
        this.board = board;
        this.hart = hart;
    }

    String answer(String[] words) {
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "info" -> words.length > 1 && words[1].equals("harts") ? harts() : "info harts is all there is.\n";
            case "translate" -> words.length > 1 ? translate(words[1]) : "translate what address?\n";
            case "tlb" -> tlb();
            case "csr" -> csrs(words);
            case "help", "" -> HELP;
            default -> "There is no " + words[0] + ". There is:\n" + HELP;
        };
    }

    private String harts() {
        return board.harts().stream()
                .map(each -> "%shart %d %-2s pc 0x%016x, %d retired, cycle %d%s\n"
                        .formatted(
                                each == hart ? "* " : "  ",
                                each.id,
                                Modes.of(each),
                                each.pc,
                                each.retired,
                                each.cycle,
                                each.waiting() ? ", waiting" : ""))
                .collect(Collectors.joining());
    }

    private String translate(String text) {
        long address;
        try {
            address = Hex.number(text.startsWith("0x") ? text.substring(2) : text);
        } catch (BadPacketException e) {
            return text + " is no address.\n";
        }
        long physical = hart.memory.inspect(address);
        return physical == -1
                ? "0x%x leads nowhere in %s.\n".formatted(address, Modes.of(hart))
                : "0x%x in %s is physical 0x%x.\n".formatted(address, Modes.of(hart), physical);
    }

    private String tlb() {
        String entries = hart.memory.cachedTranslations().stream()
                .map(MonitorCommands::line)
                .collect(Collectors.joining());
        return entries.isEmpty() ? "Nothing is cached.\n" : entries;
    }

    private static String line(TlbEntry entry) {
        return "%s 0x%016x -> 0x%x, 2^%d bytes, asid %s%s\n"
                .formatted(
                        entry.virtualized() ? "vmid " + entry.vmid() : "host",
                        entry.page(),
                        entry.frame(),
                        entry.shift(),
                        entry.global() ? "all" : entry.translated() ? Integer.toString(entry.asid()) : "none",
                        entry.virtualized() ? ", guest-physical 0x%x".formatted(entry.guestPage()) : "");
    }

    private String csrs(String[] words) {
        String found = hart.csrs.table().stream()
                .filter(csr -> words.length == 1 || named(csr, words))
                .map(csr -> "%-14s 0x%016x  %s\n".formatted(csr.name(), hart.csrs.read(csr.number()), csr.meaning()))
                .collect(Collectors.joining());
        return found.isEmpty() ? "There is no such CSR.\n" : found;
    }

    private static boolean named(Csr csr, String[] words) {
        for (int i = 1; i < words.length; i++) {
            if (csr.name().equals(words[i])) {
                return true;
            }
        }
        return false;
    }
}
