/* Atomic instructions: counters that are added to, a lock that is taken and given back, bits that are set. */
#define COUNTERS 8
static unsigned long counters[COUNTERS];
static unsigned long bits;
static unsigned int lock;

unsigned long work(void) {
    unsigned long sum = 0;
    bits = 0;
    for (long i = 0; i < COUNTERS; i++) {
        counters[i] = 0;
    }
    for (long i = 0; i < 2 * 1000 * 1000L; i++) {
        unsigned int free = 0;
        while (!__atomic_compare_exchange_n(&lock, &free, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
            free = 0;
        }
        sum += __atomic_fetch_add(&counters[i % COUNTERS], i, __ATOMIC_RELAXED);
        __atomic_fetch_or(&bits, 1UL << (i & 63), __ATOMIC_RELAXED);
        __atomic_store_n(&lock, 0, __ATOMIC_RELEASE);
    }
    return sum + bits;
}
