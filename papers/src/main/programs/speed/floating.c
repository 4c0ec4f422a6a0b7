/* Double precision: how long points of a grid stay in the Mandelbrot set's reach. */
unsigned long work(void) {
    unsigned long steps = 0;
    for (int row = 0; row < 240; row++) {
        for (int column = 0; column < 240; column++) {
            double a = column / 96.0 - 2.0;
            double b = row / 120.0 - 1.0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < 250 && x * x + y * y < 4.0; i++, steps++) {
                double next = x * x - y * y + a;
                y = 2 * x * y + b;
                x = next;
            }
        }
    }
    return steps;
}
