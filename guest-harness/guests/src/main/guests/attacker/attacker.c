/* Runs the catalogue; org.cofferdam.guests.bundled.AttackReport reads what is printed here. */
#include "conspire.h"

static char happened[256];

static bool say(bool verdict, const char *format, va_list arguments) {
    format_text(happened, sizeof happened, format, arguments);
    return verdict;
}

bool held(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(true, format, arguments);
    va_end(arguments);
    return true;
}

bool escaped(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(false, format, arguments);
    va_end(arguments);
    return false;
}

#define ROW(function, name, what) {function, name},
static const struct {
    bool (*try)(void);
    const char *name;
} attempts[] = {ATTEMPTS(ROW)};

void guest_main(uint64_t hart, uint64_t tree) {
    uint64_t count = sizeof attempts / sizeof *attempts;
    print("attacker: hart %u, %u attempts\n", hart, count);
    if (!read_machine(tree)) {
        print("attacker: no device tree at %x\n", tree);
        power_off_after_failure();
    }
    /* Boot arguments first=N and last=N run a part of the catalogue, counted from 1. */
    uint64_t first = argument("first", 1), last = argument("last", count);
    uint64_t tried = 0, held_count = 0;
    for (uint64_t i = first ? first - 1 : 0; i < count && i < last; i++) {
        tried++;
        happened[0] = 0;
        bool verdict = attempts[i].try();
        held_count += verdict;
        print("@attempt %s | %s | %s\n", attempts[i].name, happened, verdict ? "held" : "escaped");
    }
    struct message answer;
    if (accomplice() != -1UL && !plot(PLOT_END, 0, 0, 0, &answer)) print("attacker: the accomplice is gone\n");
    print("@attempts %u held %u\n", tried, held_count);
}
