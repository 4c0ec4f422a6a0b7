/* Jumps that a register decides: a machine with a stack, whose code goes round and round. */
enum { PUSH, ADD, SUBTRACT, MIX, SWAP, DUPLICATE, DROP, SHIFT, SKIP, AGAIN };
static const unsigned char code[] = {PUSH, 3, DUPLICATE, MIX, PUSH, 7, ADD, SWAP, SUBTRACT, DUPLICATE, SHIFT, ADD,
    SKIP, DUPLICATE, MIX, PUSH, 1, SWAP, DROP, DUPLICATE, PUSH, 5, MIX, ADD, AGAIN};

unsigned long work(void) {
    static unsigned long stack[64];
    long top = 0;
    for (long i = 0; i < 64; i++) {
        stack[i] = i;
    }
    const unsigned char *at = code;
    for (long steps = 0; steps < 4 * 1000 * 1000L; steps++) {
        unsigned long *top_word = &stack[top & 63];
        switch (*at++) {
        case PUSH:
            stack[++top & 63] = *at++;
            break;
        case ADD:
            stack[--top & 63] += *top_word;
            break;
        case SUBTRACT:
            stack[--top & 63] -= *top_word;
            break;
        case MIX:
            *top_word = *top_word * 6364136223846793005UL + 1442695040888963407UL;
            break;
        case SWAP: {
            unsigned long below = stack[(top - 1) & 63];
            stack[(top - 1) & 63] = *top_word;
            *top_word = below;
            break;
        }
        case DUPLICATE:
            stack[++top & 63] = *top_word;
            break;
        case DROP:
            top--;
            break;
        case SHIFT:
            *top_word >>= 5;
            break;
        case SKIP:
            at += *top_word & 1;
            break;
        default:
            at = code;
            break;
        }
    }
    return stack[top & 63] + top;
}
