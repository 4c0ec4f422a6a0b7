/* Text to whoever watches this guest. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Every number is 64 bits: %s text, %c character, %u unsigned, %d signed, %x hexadecimal with 0x, %% itself. Goes out a
 * line at a time, by the SBI debug console or, where there is none, the ns16550a at 0x1000_0000.
 */
void print(const char *format, ...);

/* The same into a buffer of `size` bytes, cut to fit, always ended by a zero. */
void format_text(char *into, size_t size, const char *format, va_list arguments);

#endif
