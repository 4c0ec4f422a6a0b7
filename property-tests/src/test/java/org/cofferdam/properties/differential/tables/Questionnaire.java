package org.cofferdam.properties.differential.tables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.properties.differential.ImageWriter;
import org.cofferdam.properties.differential.privileged.MachineProgram;

/** An image of RAM whose program asks all questions in M-mode and switches the machine off. Tables are somebody else's to write. */
final class Questionnaire {
    static final long BASE = 0x8000_0000L;
    /** QEMU writes a device tree 2 MiB below the end, behind everything else. */
    static final int SIZE = 20 << 20;
    /** Most questions of one image. */
    static final int MOST = 20_000;

    private static final long QUESTIONS = BASE + 0x1_0000;
    private static final long ANSWERS = BASE + 0x10_0000;
    private static final int QUESTION = 24;
    private static final int ANSWER = 24;

    private final ImageWriter image = new ImageWriter(BASE, SIZE);
    private final List<Question> questions = new ArrayList<>();

    /** RAM, for tables and what they lead to. */
    ByteBuffer memory() {
        return ByteBuffer.wrap(image.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    List<Question> questions() {
        return questions;
    }

    void ask(Question question) {
        if (questions.size() == MOST) {
            throw new IllegalStateException("too many questions");
        }
        long at = QUESTIONS + (long) questions.size() * QUESTION;
        image.store(at, question.hgatp());
        image.store(at + 8, question.address());
        image.store(at + 16, question.kind().ordinal());
        questions.add(question);
    }

    /** The image; no question may follow. */
    byte[] image() {
        image.moveTo(BASE);
        MachineProgram.write(
                image, QUESTIONS, QUESTIONS + (long) questions.size() * QUESTION, ANSWERS, QUESTION, ANSWER);
        return image.bytes();
    }

    /** What a machine that has run the image answered. */
    List<Answer> answers(byte[] memory) {
        ByteBuffer words = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            int at = (int) (ANSWERS - BASE) + i * ANSWER;
            answers.add(new Answer(words.getLong(at), words.getLong(at + 8), words.getLong(at + 16)));
        }
        return answers;
    }
}
