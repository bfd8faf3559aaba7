# SPDX-License-Identifier: GPL-3.0-or-later
"""A sweep as a job array of Slurm gives the bytes of one run.

Starts munged, slurmctld and slurmd on this computer with files of their own, submits sweep.sbatch, joins the
parts and compares. Skipped (77) where Slurm is not installed.

    check_slurm.py SKYDRAFT_CLI"""
import getpass
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time

SCRIPT = pathlib.Path(__file__).with_name("sweep.sbatch")
DAEMONS = ["munged", "slurmctld", "slurmd"]
CLIENTS = ["sbatch", "sinfo"]
PATIENCE = 60  # seconds for the daemons to be there

DRAWING = """{"format": "skydraft", "version": 1, "resources": [
  {"id": "users", "type": "clients", "properties": {}},
  {"id": "web", "type": "ec2.instance", "properties": {"service_time_ms": 5, "workers": 1}}],
 "connections": [{"id": "c", "from": "users", "to": "web", "kind": "traffic"}],
 "scenarios": [{"id": "evening", "seed": 7, "duration_s": 60,
   "load": [{"client": "users", "rate_per_s": 100}]}]}
"""

CONFIGURATION = """
ClusterName=scratch
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
NodeName={host} NodeAddr=127.0.0.1 NodeHostname={host} CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=10 State=UP
"""


def program(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """One node: this computer."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        controller_port, node_port = free_ports(2)
        for name in ("state", "spool"):
            (folder / name).mkdir()
        key = folder / "munge.key"
        key.write_bytes(secrets.token_bytes(128))
        key.chmod(0o600)
        (folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], user=getpass.getuser(), folder=folder, cpus=os.cpu_count(),
            controller_port=controller_port, node_port=node_port))
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}

    def start(self, name, *arguments):
        with open(self.folder / f"{name}.out", "w", encoding="utf-8") as out:
            self.processes.append(subprocess.Popen([program(name), *arguments], env=self.environment,
                                                   stdin=subprocess.DEVNULL, stdout=out, stderr=out))

    def __enter__(self):
        # --force: the folder is a scratch one, and munged does not like to be root.
        self.start("munged", "--foreground", "--force", f"--key-file={self.folder}/munge.key",
                   f"--socket={self.folder}/munge.socket", f"--pid-file={self.folder}/munged.pid",
                   f"--seed-file={self.folder}/munged.seed", f"--log-file={self.folder}/munged.log")
        self.wait_for(lambda: (self.folder / "munge.socket").exists(), "munged")
        self.start("slurmctld", "-D")
        self.start("slurmd", "-D")
        self.wait_for(lambda: "idle" in self.run("sinfo", "--noheader", "--format=%T").stdout, "the node")
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()

    def run(self, name, *arguments, **more):
        return subprocess.run([program(name), *arguments], env={**self.environment, **more.pop("env", {})},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **more)

    def wait_for(self, condition, what):
        for _ in range(PATIENCE * 10):
            if condition():
                return
            time.sleep(0.1)
        raise RuntimeError(f"{what} did not come up\n{self.logs()}")

    def logs(self):
        return "\n".join(f"== {path.name}\n{path.read_text(errors='replace')[-3000:]}"
                         for pattern in ("*.log", "*.out") for path in sorted(self.folder.glob(pattern)))


def sweep(cli, folder, *arguments):
    """What the command of sweep.sbatch says without its shard."""
    done = subprocess.run([cli, "sweep", *arguments], cwd=folder, stdout=subprocess.PIPE, check=True)
    return done.stdout


def main():
    if any(program(name) is None for name in DAEMONS + CLIENTS):
        print("Slurm (slurm-wlm) and MUNGE are not installed.")
        return 77
    cli = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="skydraft-slurm-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        (folder / "shop.skydraft").write_text(DRAWING)
        with Cluster(folder) as cluster:
            done = cluster.run("sbatch", "--wait", f"--output={folder}/job-%a.out", SCRIPT, cwd=folder,
                               env={"PATH": f"{cli.parent}:{os.environ['PATH']}"}, timeout=150)
            parts = sorted(folder.glob("part-*.json"))
            if done.returncode != 0 or len(parts) != 4:
                print(done.stdout, done.stderr, cluster.logs())
                return 1
        vary = ["shop.skydraft", "--scenario", "evening", "--vary", "web.workers=1,2,4",
                "--vary", "load/users/rate_per_s=60,120", "--replications", "5"]
        for form in ("json", "csv", "text"):
            joined = sweep(cli, folder, "--merge", *map(str, parts), "--format", form)
            whole = sweep(cli, folder, *vary, "--format", form)
            assert joined == whole, f"{form} differs"
            assert len(joined.splitlines()) >= 7, joined
        print(joined.decode())
    return 0


sys.exit(main())
