package org.cofferdam.isolation.text;

import java.util.List;

/** Goes through the tokens of a file. */
final class Reader {
    private final String file;
    private final List<Token> tokens;
    private int at;

    Reader(String file, String text) {
        this.file = file;
        this.tokens = Token.of(text);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        Token token = peek();
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean isNext(String text) {
        return peek().text().equals(text);
    }

    /** Takes the next token if it is this one. */
    boolean skip(String text) {
        boolean found = isNext(text);
        if (found) {
            take();
        }
        return found;
    }

    Token expect(String text) throws BadTextException {
        if (!isNext(text)) {
            throw wrong(peek(), "'" + text + "' is needed here, not " + peek());
        }
        return take();
    }

    Token word(String what) throws BadTextException {
        if (!peek().isWord()) {
            throw wrong(peek(), what + " is needed here, not " + peek());
        }
        return take();
    }

    BadTextException wrong(Token where, String message) {
        return new BadTextException(file, where, message);
    }
}
