# SPDX-License-Identifier: GPL-3.0-or-later
"""The models of bench_simulation.cpp in SimPy 3, written as its documentation teaches: a process
for each request, a Resource for each station. Times are in milliseconds.

    simpy_models.py mm1|six-hops-8|six-hops-800 [--cpu SECONDS] [--seed N]

Repeats whole runs until that much processor time has gone, and prints one line of JSON."""
import argparse
import itertools
import json
import random
import time

import simpy


class Sums:
    """What a run is asked for."""

    def __init__(self):
        self.offered = 0
        self.finished = 0
        self.latency = 0.0

    def record(self, latency):
        self.finished += 1
        self.latency += latency


def mm1(seed, sums):
    """One server, 1 ms, 80 % busy, for 2,000 s."""
    expovariate = random.Random(seed).expovariate
    env = simpy.Environment()
    server = simpy.Resource(env)

    def customer():
        arrived = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(expovariate(1.0))
        sums.record(env.now - arrived)

    def source():
        while True:
            yield env.timeout(expovariate(0.8))
            sums.offered += 1
            env.process(customer())

    env.process(source())
    env.run(until=2_000_000)


class SixHops:
    """Name, CDN, balancer, servers of four workers, cache, database; all with delays on the way."""

    CDN, BALANCER, SERVER, CACHE, DATABASE = 2.0, 0.5, 0.2, 0.2, 0.5  # one way

    def __init__(self, servers, seed, sums):
        self.env = simpy.Environment()
        self.expovariate = random.Random(seed).expovariate
        self.sums = sums
        self.names = {"www": self.cdn}
        self.targets = itertools.cycle(
            [simpy.Resource(self.env, capacity=4) for _ in range(servers)])
        self.cache = simpy.Resource(self.env, capacity=servers)
        self.database = simpy.Resource(self.env, capacity=servers)
        self.rate = 0.16 * servers

    def serve(self, station, mean):
        with station.request() as turn:
            yield turn
            yield self.env.timeout(self.expovariate(1.0 / mean))

    def origin(self):
        env = self.env
        yield env.timeout(self.BALANCER)
        server = next(self.targets)
        yield env.timeout(self.SERVER)
        yield from self.serve(server, 20.0)
        yield env.timeout(self.CACHE)
        yield from self.serve(self.cache, 0.2)
        yield env.timeout(self.CACHE)
        yield env.timeout(self.DATABASE)
        yield from self.serve(self.database, 5.0)
        yield env.timeout(self.DATABASE)
        yield env.timeout(self.SERVER)
        yield env.timeout(self.BALANCER)

    def cdn(self):
        yield self.env.timeout(self.CDN)
        yield from self.origin()
        yield self.env.timeout(self.CDN)

    def request(self):
        began = self.env.now
        yield from self.names["www"]()
        self.sums.record(self.env.now - began)

    def source(self):
        while True:
            yield self.env.timeout(self.expovariate(self.rate))
            self.sums.offered += 1
            self.env.process(self.request())

    def run(self):
        self.env.process(self.source())
        self.env.run(until=300_000 / self.rate)


MODELS = {
    "mm1": mm1,
    "six-hops-8": lambda seed, sums: SixHops(8, seed, sums).run(),
    "six-hops-800": lambda seed, sums: SixHops(800, seed, sums).run(),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("--cpu", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sums = Sums()
    start = time.process_time()
    for seed in itertools.count(options.seed):
        MODELS[options.model](seed, sums)
        spent = time.process_time() - start
        if spent >= options.cpu:
            break
    print(json.dumps({"requests": sums.offered, "cpu_s": spent,
                      "mean_ms": sums.latency / sums.finished}))


if __name__ == "__main__":
    main()
