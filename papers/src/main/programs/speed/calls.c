/* Calls and returns, and the stack: Fibonacci numbers the slow way. */
__attribute__((noinline)) static unsigned long fibonacci(unsigned long n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

unsigned long work(void) {
    return fibonacci(34);
}
