"""Trains the weights beside it: python3 make.py (NumPy 2.x), less than a minute.

A perceptron of one hidden layer, on the first 8,000 of the Fashion-MNIST images that lie in the neighbouring folder. It
is asked about the other 2,000, and what it answered is kept with the weights.
"""

import gzip

import numpy as np

HIDDEN, EPOCHS, BATCH, RATE = 32, 40, 100, 0.1


def idx(name, offset):
    with gzip.open(f"../fashion-mnist/{name}.gz") as f:
        return np.frombuffer(f.read(), "u1", offset=offset)


images = idx("t10k-images-idx3-ubyte", 16).reshape(-1, 784).astype("f4") / np.float32(255)
labels = idx("t10k-labels-idx1-ubyte", 8)
mean, deviation = images[:8000].mean(), images[:8000].std()
x = (images - mean) / deviation
random = np.random.default_rng(2026)
w1 = (random.standard_normal((784, HIDDEN)) * np.sqrt(2 / 784)).astype("f4")
b1 = np.zeros(HIDDEN, "f4")
w2 = (random.standard_normal((HIDDEN, 10)) * np.sqrt(1 / HIDDEN)).astype("f4")
b2 = np.zeros(10, "f4")


def forward(x):
    hidden = np.maximum(x @ w1 + b1, 0)
    scores = hidden @ w2 + b2
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return hidden, e / e.sum(axis=1, keepdims=True)


for epoch in range(EPOCHS):
    order = random.permutation(8000)
    for k in range(0, 8000, BATCH):
        rows = order[k:k + BATCH]
        hidden, p = forward(x[rows])
        error = p
        error[np.arange(BATCH), labels[rows]] -= 1
        error /= BATCH
        back = (error @ w2.T) * (hidden > 0)
        w2 -= RATE * hidden.T @ error
        b2 -= RATE * error.sum(axis=0)
        w1 -= RATE * x[rows].T @ back
        b1 -= RATE * back.sum(axis=0)

predicted = forward(x[8000:])[1].argmax(axis=1)
print("right:", (predicted == labels[8000:]).mean())
np.savez(
    "weights.npz",
    mean=mean.astype("f8"),
    deviation=deviation.astype("f8"),
    # as Fortran, MATLAB and BLAS have it, and as older machines wrote it
    w1=np.asfortranarray(w1),
    b1=b1.astype(">f4"),
    w2=w2,
    b2=b2,
    names=np.array(["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                    "Ankle boot"]),
    predicted=predicted.astype("u1"),
)
