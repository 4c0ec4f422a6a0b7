/* Many registers and long stretches without a branch: SHA-256 (FIPS 180-4) of 64 KiB, some of its constants made up. */
#define BYTES 65536
static unsigned char message[BYTES];
static unsigned int state[8];
static unsigned int constants[64];

static unsigned int rotated(unsigned int word, int by) {
    return word >> by | word << (32 - by);
}

static void compress(const unsigned char *block) {
    unsigned int words[64];
    for (int i = 0; i < 16; i++) {
        words[i] = (unsigned int)block[4 * i] << 24 | block[4 * i + 1] << 16 | block[4 * i + 2] << 8 | block[4 * i + 3];
    }
    for (int i = 16; i < 64; i++) {
        unsigned int early = words[i - 15];
        unsigned int late = words[i - 2];
        words[i] = words[i - 16] + words[i - 7] + (rotated(early, 7) ^ rotated(early, 18) ^ early >> 3)
            + (rotated(late, 17) ^ rotated(late, 19) ^ late >> 10);
    }
    unsigned int a = state[0], b = state[1], c = state[2], d = state[3];
    unsigned int e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
        unsigned int one = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + words[i];
        unsigned int two = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + one;
        d = c;
        c = b;
        b = a;
        a = one + two;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

unsigned long work(void) {
    unsigned int next = 1;
    for (long i = 0; i < BYTES; i++) {
        next = next * 1664525u + 1013904223u;
        message[i] = next >> 24;
        constants[i & 63] = next;
    }
    for (long i = 0; i < 8; i++) {
        state[i] = i;
    }
    for (long pass = 0; pass < 20; pass++) {
        for (long at = 0; at < BYTES; at += 64) {
            compress(message + at);
        }
    }
    return state[0] | (unsigned long)state[7] << 32;
}
