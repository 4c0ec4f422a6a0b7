/* Branches that depend on data: lengths of Collatz sequences. */
unsigned long work(void) {
    unsigned long longest = 0;
    for (unsigned long start = 1; start < 400 * 1000UL; start++) {
        unsigned long length = 0;
        for (unsigned long n = start; n != 1; length++) {
            n = n & 1 ? 3 * n + 1 : n >> 1;
        }
        longest = length > longest ? length : longest;
    }
    return longest;
}
