#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the models of bench_simulation.cpp in Skydraft and in its peers, in turns, and prints requests
per second of processor time. README.md says what is compared.

    run.py [--build BUILD_DIR] [--rounds N] [--cpu SECONDS] [--json FILE]

Exit status: 0 done, 1 the systems disagree about the mean latency, 2 something is missing."""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
MODELS = {"mm1": "oneQueue/1", "six-hops-8": "sixHops/8", "six-hops-800": "sixHops/800"}
TITLES = {"mm1": "M/M/1", "six-hops-8": "six hops, 8 servers", "six-hops-800": "six hops, 800 servers"}
# Four standard errors of the mean of one run of M/M/1 (1.6 million requests) are 2.8 %.
TOLERANCE = 0.03


def give_up(reason):
    print(reason, file=sys.stderr)
    sys.exit(2)


def output_of(command):
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=environment, check=False)
    if done.returncode != 0:
        give_up(f"{' '.join(map(str, command))}\n{done.stderr}")
    return json.loads(done.stdout)


def skydraft(program):
    def play(model, cpu):
        name = MODELS[model]
        report = output_of([program, f"--benchmark_filter=^{name}$", f"--benchmark_min_time={cpu}",
                            "--benchmark_format=json"])
        run = report["benchmarks"][0]
        return {"requests_per_s": run["requests/s"], "mean_ms": run["mean_ms"]}
    return play


def peer(command):
    def play(model, cpu):
        run = output_of(command(model, cpu))
        return {"requests_per_s": run["requests"] / run["cpu_s"], "mean_ms": run["mean_ms"]}
    return play


def simpy_python():
    """Debian's module belongs to Debian's interpreter, which need not be the first of the path."""
    for python in (sys.executable, "/usr/bin/python3"):
        found = subprocess.run([python, "-c", "import simpy; print(simpy.__version__)"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        if found.returncode == 0:
            return python, found.stdout.strip()
    return None, None


def build_ns3(folder):
    """The program, or None where ns-3 or a compiler is missing."""
    if not pathlib.Path("/usr/include/ns3/core-module.h").exists() or not shutil.which("g++"):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "ns3_models"
    subprocess.run(["g++", "-std=c++17", "-O3", "-DNDEBUG", HERE / "ns3_models.cpp", "-o", program,
                    "-lns3-core"], check=True)
    return program


def systems(build):
    ours = build / "tests/bench/bench_simulation"
    if not ours.exists():
        give_up(f"{ours} is missing: cmake --preset release && ninja -C {build} bench_simulation")
    found = {"Skydraft": skydraft(ours)}
    python, version = simpy_python()
    if python:
        found[f"SimPy {version}"] = peer(
            lambda model, cpu: [python, HERE / "simpy_models.py", model, "--cpu", str(cpu)])
    program = build_ns3(build / "tests/bench/peers")
    if program:
        for title, scheduler in (("ns-3, default scheduler", "Map"), ("ns-3, fastest scheduler", "PriorityQueue")):
            found[title] = peer(lambda model, cpu, scheduler=scheduler: [
                program, f"--model={model}", f"--cpu={cpu}", f"--SchedulerType=ns3::{scheduler}Scheduler"])
    if len(found) < 3:
        give_up("apt-get install python3-simpy3 libns3-dev: a peer is missing")
    return found


def table(results, model):
    ours = results["Skydraft", model]["requests_per_s"]
    lines = [f"| {TITLES[model]} | requests/s | Skydraft is | mean latency, ms |", "|---|---:|---:|---:|"]
    for (system, played), run in results.items():
        if played == model:
            ratio = "" if system == "Skydraft" else f"{ours / run['requests_per_s']:.1f} ×"
            lines.append(f"| {system} | {run['requests_per_s']:,.0f} | {ratio} | {run['mean_ms']:.3f} |")
    return "\n".join(lines) + "\n"


def disagreements(results):
    for (system, model), run in results.items():
        expected = results["Skydraft", model]["mean_ms"]
        if abs(run["mean_ms"] / expected - 1) > TOLERANCE:
            yield f"{system} says {run['mean_ms']:.3f} ms for {TITLES[model]}, Skydraft {expected:.3f} ms"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cpu", type=float, default=5.0, help="processor seconds of each run, at least")
    parser.add_argument("--json", type=pathlib.Path)
    options = parser.parse_args()
    found = systems(options.build.resolve())
    rounds = {(system, model): [] for system in found for model in MODELS}
    for number in range(options.rounds):
        for model in MODELS:  # the systems take turns, so that a slow minute of the machine meets all
            for system, play in found.items():
                rounds[system, model].append(play(model, options.cpu))
                print(f"round {number + 1}: {TITLES[model]}, {system}", file=sys.stderr)
    results = {}
    for key, runs in rounds.items():
        rates = [run["requests_per_s"] for run in runs]
        results[key] = {"requests_per_s": statistics.median(rates), "slowest": min(rates), "fastest": max(rates),
                        "mean_ms": runs[0]["mean_ms"]}
    for model in MODELS:
        print(table(results, model))
    spread = max(run["fastest"] / run["slowest"] - 1 for run in results.values())
    print(f"Median of {options.rounds} rounds; the fastest and the slowest are at most {spread:.0%} apart.")
    if options.json:
        options.json.write_text(json.dumps(
            [{"system": system, "model": model, **run} for (system, model), run in results.items()], indent=2) + "\n")
    wrong = list(disagreements(results))
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
