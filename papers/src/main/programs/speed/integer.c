/* Shifts, sums and products on a few registers: xorshift and a multiplicative hash. */
unsigned long work(void) {
    unsigned long state = 88172645463325252UL;
    unsigned long hash = 14695981039346656037UL;
    for (long i = 0; i < 60 * 1000 * 1000L; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        hash = (hash ^ state) * 1099511628211UL;
    }
    return hash;
}
