/*
 * The article's network in C, restructured as the kernel is: units in tiles whose sums stay in registers, a
 * sigmoid with one division, the output sigmoids after the steps, and each weight read and written once per
 * update with the rate folded into the output delta. The compiler vectorises the loops over a tile.
 *   cc -O3 -march=native -ffast-math restructured.c -lm -o restructured && ./restructured HIDDEN BITS ITERATIONS REPEATS
 * HIDDEN is a multiple of 16. Prints microseconds of computing per iteration, one line per repeat after an uncounted one.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TILE 16
static int H, T;
static double *W_in, *W, *W_out, *z, *delta, *v, *delta_out;

/* e^x = 2^k (q + p)/(q - p) with the Pade approximant [5/5]; k by adding and taking away 1.5 * 2^52. */
static inline double sigmoid(double x) {
  union { double d; int64_t i; } n, power;
  double c = x < -690 ? -690 : x > 690 ? 690 : x, y = c * 1.4426950408889634;
  n.d = y + 6755399441055744.0;
  double k = (double)(int64_t)((n.i << 13) >> 13), r = (y - k) * 0.6931471805599453, r2 = r * r;
  double p = r * (15120 + r2 * (420 + r2)), q = 30240 + r2 * (3360 + 30 * r2);
  power.i = (n.i << 52) + 0x3ff0000000000000;
  double e = power.d * (q + p);
  return e / (e + (q - p));
}

static double learn(uint32_t a, uint32_t b, double rate) {
  uint32_t d = a + b;
  double loss = 0;
  for (int t = 0; t < T; t++) {
    double x1 = (a >> t) & 1, x2 = (b >> t) & 1, sum = 0;
    const double *before = z + t * H;
    double *now = z + (t + 1) * H;
    for (int j0 = 0; j0 < H; j0 += TILE) {
      double u[TILE];
      for (int j = 0; j < TILE; j++) u[j] = x1 * W_in[j0 + j] + x2 * W_in[H + j0 + j];
      if (t > 0)
        for (int i = 0; i < H; i++) {
          const double zi = before[i], *w = W + i * H + j0;
          for (int j = 0; j < TILE; j++) u[j] += zi * w[j];
        }
      for (int j = 0; j < TILE; j++) {
        double zj = sigmoid(u[j]);
        now[j0 + j] = zj;
        sum += zj * W_out[j0 + j];
      }
    }
    v[t] = sum;
  }
  for (int t = 0; t < T; t++) {
    double y = sigmoid(v[t]), e = ((d >> t) & 1) - y;
    loss += 0.5 * e * e;
    delta_out[t] = rate * e * y * (1 - y);
  }
  for (int t = T - 1; t >= 0; t--) {
    const double *next = delta + (t + 1) * H, *now = z + (t + 1) * H, out = delta_out[t];
    double *dt = delta + t * H;
    for (int i = 0; i < H; i++) {
      double s = 0;
      if (t < T - 1)
        for (int j = 0; j < H; j++) s += next[j] * W[i * H + j];
      dt[i] = (s + out * W_out[i]) * now[i] * (1 - now[i]);
    }
  }
  for (int i = 0; i < H; i++)
    for (int j0 = 0; j0 < H; j0 += TILE) {
      double g[TILE], *w = W + i * H + j0;
      for (int j = 0; j < TILE; j++) g[j] = w[j];
      for (int t = 1; t < T; t++) {
        const double zi = z[t * H + i], *dt = delta + t * H + j0;
        for (int j = 0; j < TILE; j++) g[j] += zi * dt[j];
      }
      for (int j = 0; j < TILE; j++) w[j] = g[j];
    }
  for (int t = 0; t < T; t++) {
    double x1 = (a >> t) & 1, x2 = (b >> t) & 1, out = delta_out[t];
    const double *dt = delta + t * H, *now = z + (t + 1) * H;
    for (int j = 0; j < H; j++) {
      W_in[j] += x1 * dt[j];
      W_in[H + j] += x2 * dt[j];
      W_out[j] += out * now[j];
    }
  }
  return loss;
}

static double *doubles(int n) {
  double *p = aligned_alloc(64, ((size_t)n * sizeof(double) + 63) & ~(size_t)63);
  memset(p, 0, n * sizeof(double));
  return p;
}
static uint32_t state = 12345;
static uint32_t next_random(void) {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^= state << 5;
}
static double normal(void) {
  double u1 = (next_random() + 0.5) / 4294967296.0, u2 = (next_random() + 0.5) / 4294967296.0;
  return sqrt(-2 * log(u1)) * cos(6.283185307179586 * u2);
}
static double cpu_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int main(int argc, char **argv) {
  if (argc < 5 || atoi(argv[1]) % TILE != 0) return 1;
  int iterations = atoi(argv[3]), repeats = atoi(argv[4]);
  H = atoi(argv[1]);
  T = atoi(argv[2]);
  W_in = doubles(2 * H), W = doubles(H * H), W_out = doubles(H);
  z = doubles((T + 1) * H), delta = doubles((T + 1) * H), v = doubles(T), delta_out = doubles(T);
  double scale = H <= 16 ? 1 : 4 / sqrt(H), sink = 0;
  for (int i = 0; i < 2 * H; i++) W_in[i] = normal();
  for (int i = 0; i < H; i++) W_out[i] = scale * normal();
  for (int i = 0; i < H * H; i++) W[i] = scale * normal();
  uint32_t mask = (1u << (T - 1)) - 1;
  for (int r = 0; r <= repeats; r++) {
    double start = cpu_us();
    for (int n = 0; n < iterations; n++) sink += learn(next_random() & mask, next_random() & mask, 0.1);
    if (r > 0) printf("%.4f\n", (cpu_us() - start) / iterations);
  }
  fprintf(stderr, "%g\n", sink);
  return 0;
}
