#include "user.h"

/* The square root of six times the sum of 1/k^2, in IEEE double arithmetic, bit for bit. */
void user_series(void) {
    for (;;) {
        double sum = 0;
        for (uint64_t k = 1; k <= 1000; k++) sum += 1.0 / ((double)k * (double)k);
        double result;
        __asm__("fsqrt.d %0, %1" : "=f"(result) : "f"(6.0 * sum));
        uint64_t bits;
        __asm__("fmv.x.d %0, %1" : "=r"(bits) : "f"(result));
        call(CALL_REPORT, bits);
    }
}
