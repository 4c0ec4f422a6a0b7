#include "user.h"

#define LIMIT 10000

/* Counts primes with a sieve on the stack. */
void user_primes(void) {
    for (;;) {
        uint8_t composite[LIMIT];
        for (unsigned i = 0; i < LIMIT; i++) composite[i] = 0;
        uint64_t primes = 0;
        for (unsigned i = 2; i < LIMIT; i++) {
            if (composite[i]) continue;
            primes++;
            for (unsigned j = i * i; j < LIMIT; j += i) composite[j] = 1;
        }
        call(CALL_REPORT, primes);
    }
}
