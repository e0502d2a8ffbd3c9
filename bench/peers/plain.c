/*
 * The article's network in plain C, loop for loop as the formulas say it; the compiler does the rest.
 *   cc -O3 -march=native -ffast-math plain.c -lm -o plain && ./plain HIDDEN BITS ITERATIONS REPEATS
 * Prints microseconds of computing per iteration, one line per repeat, after one repeat that is not counted.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int H, T;
static double *W_in, *W, *W_out, *g_in, *g, *g_out, *z, *u, *delta, *delta_out;

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* One pair: forward, backward, W <- W - rate * gradient. Returns E. */
static double learn(uint32_t a, uint32_t b, double rate) {
  uint32_t d = a + b;
  double loss = 0;
  memset(g_in, 0, 2 * H * sizeof(double));
  memset(g, 0, H * H * sizeof(double));
  memset(g_out, 0, H * sizeof(double));
  for (int t = 0; t < T; t++) {
    double x1 = (a >> t) & 1, x2 = (b >> t) & 1, dt = (d >> t) & 1;
    double *before = z + t * H, *now = before + H, v = 0;
    for (int j = 0; j < H; j++) u[j] = x1 * W_in[j] + x2 * W_in[H + j];
    for (int i = 0; i < H; i++)
      for (int j = 0; j < H; j++) u[j] += before[i] * W[i * H + j];
    for (int j = 0; j < H; j++) {
      now[j] = sigmoid(u[j]);
      v += now[j] * W_out[j];
    }
    double y = sigmoid(v);
    loss += 0.5 * (y - dt) * (y - dt);
    delta_out[t] = (y - dt) * y * (1 - y);
  }
  for (int t = T - 1; t >= 0; t--) {
    double x1 = (a >> t) & 1, x2 = (b >> t) & 1;
    double *before = z + t * H, *now = before + H, *dt = delta + t * H, *next = dt + H;
    for (int i = 0; i < H; i++) {
      double s = delta_out[t] * W_out[i];
      for (int j = 0; j < H; j++) s += next[j] * W[i * H + j];
      dt[i] = s * now[i] * (1 - now[i]);
    }
    for (int j = 0; j < H; j++) {
      g_out[j] += now[j] * delta_out[t];
      g_in[j] += x1 * dt[j];
      g_in[H + j] += x2 * dt[j];
    }
    for (int i = 0; i < H; i++)
      for (int j = 0; j < H; j++) g[i * H + j] += before[i] * dt[j];
  }
  for (int i = 0; i < 2 * H; i++) W_in[i] -= rate * g_in[i];
  for (int i = 0; i < H * H; i++) W[i] -= rate * g[i];
  for (int i = 0; i < H; i++) W_out[i] -= rate * g_out[i];
  return loss;
}

static double *doubles(int n) { return calloc(n, sizeof(double)); }
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
  if (argc < 5) return 1;
  int iterations = atoi(argv[3]), repeats = atoi(argv[4]);
  H = atoi(argv[1]);
  T = atoi(argv[2]);
  W_in = doubles(2 * H), W = doubles(H * H), W_out = doubles(H);
  g_in = doubles(2 * H), g = doubles(H * H), g_out = doubles(H);
  z = doubles((T + 1) * H), u = doubles(H), delta = doubles((T + 1) * H), delta_out = doubles(T);
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
