/* What the compiler calls without being asked. Compiled so that it does not turn the loops into calls of themselves. */
#include <stddef.h>
#include <stdint.h>

void *memset(void *into, int value, size_t count) {
    uint8_t *bytes = into;
    while (count--) *bytes++ = (uint8_t)value;
    return into;
}

void *memcpy(void *restrict into, const void *restrict from, size_t count) {
    uint8_t *to = into;
    const uint8_t *bytes = from;
    while (count--) *to++ = *bytes++;
    return into;
}
