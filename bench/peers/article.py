"""The article's program in NumPy, written anew: one NumPy call for each line and time step, as there.

python3 article.py HIDDEN BITS ITERATIONS REPEATS prints microseconds of computing per iteration, one line per repeat,
after one repeat that is not counted. The slope of the output is the article's, d_sigmoid(y).
"""
import sys
import time

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def d_sigmoid(x):
    return (1 - sigmoid(x)) * sigmoid(x)


def mean_squared_error(d, y):
    return np.mean(np.square(d - y)) / 2


def d_mean_squared_error(d, y):
    return (y - d) / d.shape[0]


def main(hidden, bits, iterations, repeats):
    largest = 2**bits
    binary = (np.arange(largest)[:, None] >> np.arange(bits - 1, -1, -1)) & 1
    rate = 0.1
    np.random.seed(0)
    W_in = np.random.randn(2, hidden)
    W_out = np.random.randn(hidden, 1)
    W = np.random.randn(hidden, hidden)
    W_in_grad = np.zeros_like(W_in)
    W_out_grad = np.zeros_like(W_out)
    W_grad = np.zeros_like(W)
    u = np.zeros((hidden, bits + 1))
    z = np.zeros((hidden, bits + 1))
    y = np.zeros((1, bits))
    delta_out = np.zeros((1, bits))
    delta = np.zeros((hidden, bits + 1))

    for repeat in range(repeats + 1):
        start = time.thread_time()
        for _ in range(iterations):
            a_int = np.random.randint(largest // 2)
            b_int = np.random.randint(largest // 2)
            a_bin = binary[a_int]
            b_bin = binary[b_int]
            d_bin = binary[a_int + b_int]
            out_bin = np.zeros_like(d_bin)
            loss = 0
            for t in range(bits):
                X = np.array([a_bin[-t - 1], b_bin[-t - 1]]).reshape(1, -1)
                dd = np.array([d_bin[bits - t - 1]])
                u[:, t + 1] = np.dot(X, W_in) + np.dot(z[:, t].reshape(1, -1), W)
                z[:, t + 1] = sigmoid(u[:, t + 1])
                y[:, t] = sigmoid(np.dot(z[:, t + 1].reshape(1, -1), W_out)).ravel()
                loss += mean_squared_error(dd, y[:, t])
                delta_out[:, t] = d_mean_squared_error(dd, y[:, t]) * d_sigmoid(y[:, t])
                out_bin[bits - t - 1] = np.round(y[:, t])[0]
            for t in range(bits)[::-1]:
                X = np.array([a_bin[-t - 1], b_bin[-t - 1]]).reshape(1, -1)
                back = np.dot(delta[:, t + 1].T, W.T) + np.dot(delta_out[:, t].T, W_out.T)
                delta[:, t] = back * d_sigmoid(u[:, t + 1])
                W_out_grad += np.dot(z[:, t + 1].reshape(-1, 1), delta_out[:, t].reshape(-1, 1))
                W_grad += np.dot(z[:, t].reshape(-1, 1), delta[:, t].reshape(1, -1))
                W_in_grad += np.dot(X.T, delta[:, t].reshape(1, -1))
            W_in -= rate * W_in_grad
            W_out -= rate * W_out_grad
            W -= rate * W_grad
            W_in_grad *= 0
            W_out_grad *= 0
            W_grad *= 0
        if repeat > 0:
            print((time.thread_time() - start) * 1e6 / iterations)


main(*map(int, sys.argv[1:5]))
