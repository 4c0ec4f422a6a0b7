#include "console.h"

#include <stdint.h>

#include "sbi.h"

#define UART 0x10000000UL
#define UART_LINE_STATUS 5
#define UART_TRANSMIT_EMPTY 0x20

struct text {
    char *into;
    size_t size;
    size_t used;
};

static void put(struct text *text, char character) {
    if (text->used + 1 < text->size) text->into[text->used++] = character;
}

static void put_number(struct text *text, uint64_t number, unsigned base) {
    char digits[20];
    int count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number);
    while (count) put(text, digits[--count]);
}

void format_text(char *into, size_t size, const char *format, va_list arguments) {
    struct text text = {into, size, 0};
    for (; *format; format++) {
        if (*format != '%') {
            put(&text, *format);
            continue;
        }
        switch (*++format) {
            case 's':
                for (const char *s = va_arg(arguments, const char *); *s; s++) put(&text, *s);
                break;
            case 'c':
                put(&text, (char)va_arg(arguments, int));
                break;
            case 'u':
                put_number(&text, va_arg(arguments, uint64_t), 10);
                break;
            case 'd': {
                int64_t number = va_arg(arguments, int64_t);
                if (number < 0) put(&text, '-');
                put_number(&text, number < 0 ? -(uint64_t)number : (uint64_t)number, 10);
                break;
            }
            case 'x':
                put(&text, '0');
                put(&text, 'x');
                put_number(&text, va_arg(arguments, uint64_t), 16);
                break;
            default:
                put(&text, *format);
        }
    }
    into[text.used] = 0;
}

static void to_uart(const char *bytes, size_t count) {
    volatile uint8_t *uart = (volatile uint8_t *)UART;
    for (size_t i = 0; i < count; i++) {
        while (!(uart[UART_LINE_STATUS] & UART_TRANSMIT_EMPTY)) {}
        uart[0] = (uint8_t)bytes[i];
    }
}

static void flush(const char *bytes, size_t count) {
    static int has_debug_console = -1;
    if (has_debug_console < 0) has_debug_console = sbi_has(SBI_DBCN);
    if (!has_debug_console) {
        to_uart(bytes, count);
        return;
    }
    while (count) {
        struct sbi_result result = sbi_call3(SBI_DBCN, 0, count, (uint64_t)bytes, 0);
        if (result.error) return;
        bytes += result.value;
        count -= (size_t)result.value;
    }
}

void print(const char *format, ...) {
    static char line[512];
    va_list arguments;
    va_start(arguments, format);
    format_text(line, sizeof line, format, arguments);
    va_end(arguments);
    size_t length = 0;
    while (line[length]) length++;
    flush(line, length);
}
