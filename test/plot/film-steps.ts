/** Made-up steps of BPTT for the film strip, with large and small errors of both signs. */

export const film = {
  a: 45,
  b: 77,
  norm: 1.4,
  steps: Array.from({ length: 8 }, (_, i) => ({
    input: [(45 >> i) & 1, (77 >> i) & 1] as [0 | 1, 0 | 1],
    target: ((122 >> i) & 1) as 0 | 1,
    output: 0.1 + 0.1 * i,
    delta: Array.from({ length: 16 }, (_, u) => Math.sin(u * i + 1) * 0.1 * (i + 1)),
    contribution: { W_in: 0.1, W: 0.05 * (i + 1), W_out: 0.2 },
  })),
};
