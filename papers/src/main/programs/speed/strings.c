/* Bytes: the length of a text, a copy of it, a comparison, a search. */
#define LENGTH 5000
static char text[LENGTH];
static char copy[LENGTH];

__attribute__((noinline)) static long length(const char *of) {
    const char *end = of;
    while (*end) {
        end++;
    }
    return end - of;
}

__attribute__((noinline)) static void duplicate(char *to, const char *from) {
    while ((*to++ = *from++)) {
    }
}

__attribute__((noinline)) static int compare(const char *one, const char *other) {
    while (*one && *one == *other) {
        one++;
        other++;
    }
    return *one - *other;
}

__attribute__((noinline)) static const char *find(const char *in, char wanted) {
    while (*in && *in != wanted) {
        in++;
    }
    return in;
}

unsigned long work(void) {
    unsigned long sum = 0;
    for (long i = 0; i < LENGTH - 1; i++) {
        text[i] = 'a' + i % 25;
    }
    for (long i = 0; i < 2000; i++) {
        duplicate(copy, text);
        copy[LENGTH / 2 + i] = 'z';
        sum = sum * 31 + length(copy) + compare(text, copy) + (find(copy, 'z') - copy);
    }
    return sum;
}
