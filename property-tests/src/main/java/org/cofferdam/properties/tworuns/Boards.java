package org.cofferdam.properties.tworuns;

import org.cofferdam.platform.Board;

/** Boards that trials use one after the other: of one hart and of two. One thread. */
final class Boards {
    private static final long MEMORY = 4 << 20;
    private static final int MOST_HARTS = 2;

    private final Board[] boards = new Board[MOST_HARTS];

    /** A board at reset; whoever had it before is done with it. */
    Board take(int harts) {
        Board board = boards[harts - 1];
        if (board == null) {
            board = Board.reusable(MEMORY, harts);
            boards[harts - 1] = board;
        } else {
            board.reset();
        }
        return board;
    }
}
