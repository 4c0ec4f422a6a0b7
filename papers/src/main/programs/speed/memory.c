/* Loads and stores: a random walk over 8 MiB, and a pass over all of it. */
#define WORDS (1 << 20)
static unsigned long words[WORDS];

unsigned long work(void) {
    unsigned long at = 1;
    unsigned long sum = 0;
    for (long i = 0; i < WORDS; i++) {
        words[i] += i ^ sum;
        sum += words[i] >> 3;
    }
    for (long i = 0; i < WORDS; i++) {
        at = (at * 1664525 + 1013904223 + words[at]) & (WORDS - 1);
        words[at] ^= sum;
    }
    return sum + at;
}
