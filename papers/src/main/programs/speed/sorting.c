/* Comparisons, swaps and short loops: heapsort of 250,000 words. */
#define WORDS 250000
static unsigned int words[WORDS];

static void sift(long root, long end) {
    unsigned int value = words[root];
    for (long child = 2 * root + 1; child < end; child = 2 * root + 1) {
        child += child + 1 < end && words[child] < words[child + 1];
        if (words[child] <= value) {
            break;
        }
        words[root] = words[child];
        root = child;
    }
    words[root] = value;
}

unsigned long work(void) {
    unsigned int state = 1;
    for (long i = 0; i < WORDS; i++) {
        state = state * 1664525u + 1013904223u;
        words[i] = state;
    }
    for (long i = WORDS / 2 - 1; i >= 0; i--) {
        sift(i, WORDS);
    }
    for (long end = WORDS - 1; end > 0; end--) {
        unsigned int largest = words[0];
        words[0] = words[end];
        words[end] = largest;
        sift(0, end);
    }
    return words[WORDS / 3];
}
