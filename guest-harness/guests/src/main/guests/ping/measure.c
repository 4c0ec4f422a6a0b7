#include "ping.h"

static const char *complaint;
static bool failed;

void measure(struct latency *latency, uint64_t ticks) {
    if (!latency->count++ || ticks < latency->least) latency->least = ticks;
    if (ticks > latency->most) latency->most = ticks;
    latency->total += ticks;
}

static void column(uint64_t number, unsigned width) {
    for (uint64_t limit = 10; --width; limit *= 10) {
        if (number < limit) print(" ");
    }
    print("%u", number);
}

void print_latency(const char *what, const struct latency *latency) {
    unsigned length = 0;
    while (what[length]) length++;
    print("ping: %s", what);
    for (; length < 36; length++) print(" ");
    column(latency->count, 6);
    column(latency->least, 9);
    column(latency->count ? latency->total / latency->count : 0, 9);
    column(latency->most, 9);
    print("\n");
}

void complain(const char *what) {
    if (!complaint) complaint = what;
}

void verdict(const char *format, uint64_t first, uint64_t second) {
    print("@self-check ping | ");
    print(format, first, second);
    print("%s%s | %s\n", complaint ? ", first complaint: " : "", complaint ? complaint : "", complaint ? "failed" : "ok");
    failed |= complaint != 0;
    complaint = 0;
}

bool all_well(void) {
    return !failed;
}
