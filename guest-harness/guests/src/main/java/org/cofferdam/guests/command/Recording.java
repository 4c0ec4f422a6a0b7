package org.cofferdam.guests.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.ImageReader;
import org.cofferdam.machine.board.InputDoor.Delivery;

/**
 * A recorded run as a text: the machine it was made on, then line by line what came in, {@code restart} where the guest began again, and how
 * it ended.
 *
 * @param machine the text of its {@link MachineIdentity}
 * @param lives the input between power-on and each restart
 * @param end cycle of the last life at which it ended, {@link Long#MAX_VALUE} if the recording was cut off
 * @param retired instructions of the last life
 */
record Recording(String machine, List<List<Delivery>> lives, long end, long retired) {
    static final String TITLE = "cofferdam recording 1";
    static final String INPUT = "input";
    static final String RESTART = "restart";
    static final String END = "end";

    /** Reads a recording. */
    static Recording read(Path file) throws BadFileException {
        List<String> lines;
        try {
            lines = new String(ImageReader.readAll(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (ImageException e) {
            throw new BadFileException(file, e.getMessage());
        }
        if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
            throw new BadFileException(file, "is no recording: it does not begin with '%s'".formatted(TITLE));
        }
        int blank = lines.indexOf("");
        if (blank < 0) {
            throw new BadFileException(file, "is a recording that ends within its header");
        }
        String machine = String.join("\n", lines.subList(1, blank)) + "\n";
        Reader reader = new Reader();
        for (int i = blank + 1; i < lines.size(); i++) {
            try {
                reader.take(lines.get(i).split(" "));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new BadFileException(file, "has a line %d that means nothing: %s".formatted(i + 1, lines.get(i)));
            }
        }
        return new Recording(machine, reader.lives, reader.end, reader.retired);
    }

    private static final class Reader {
        private final List<List<Delivery>> lives = new ArrayList<>(List.of(new ArrayList<>()));
        private long end = Long.MAX_VALUE;
        private long retired;
        private long cycle;

        void take(String[] words) {
            require(end == Long.MAX_VALUE);
            switch (words[0]) {
                case INPUT -> {
                    Delivery delivery = new Delivery(Long.parseLong(words[1]), Integer.parseInt(words[2]), words[3]);
                    require(words.length == 4 && delivery.cycle() >= cycle);
                    cycle = delivery.cycle();
                    lives.getLast().add(delivery);
                }
                case RESTART -> {
                    require(words.length == 1);
                    lives.add(new ArrayList<>());
                    cycle = 0;
                }
                case END -> {
                    require(words.length == 3);
                    retired = Long.parseLong(words[2]);
                    end = Long.parseLong(words[1]);
                    require(end >= cycle && retired >= 0);
                }
                default -> require(false);
            }
        }

        private static void require(boolean met) {
            if (!met) {
                throw new IllegalArgumentException();
            }
        }
    }

    /** Writes one as a run goes on. */
    static final class Writer implements AutoCloseable {
        private final PrintWriter out;

        private Writer(PrintWriter out) {
            this.out = out;
        }

        /** Begins a recording. */
        static Writer begin(Path file, MachineIdentity machine) throws BadFileException {
            try {
                Writer writer = new Writer(new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)));
                writer.out.print(TITLE + "\n" + machine.text() + "\n");
                writer.out.flush();
                return writer;
            } catch (IOException e) {
                throw new BadFileException(file, "cannot be written");
            }
        }

        void input(Delivery delivery) {
            out.print(INPUT + " " + delivery.cycle() + " " + delivery.channel() + " " + delivery.bytes() + "\n");
            out.flush();
        }

        void restart() {
            out.print(RESTART + "\n");
        }

        void end(long cycle, long retired) {
            out.print(END + " " + cycle + " " + retired + "\n");
        }

        /** Whether everything has been written. */
        boolean complete() {
            return !out.checkError();
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
