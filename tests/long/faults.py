"""Let every command that writes suffer every fault, and be killed at random moments; look at every file each time.

    make faults

Each system call that touches the files fails with each error, and each is the last before each signal. Then signals
come at random moments. Last, as an unprivileged user, it stands still after each such call while a permission, the
space or the whole disk is really taken away. Tells of each wrong file, and ends with a table.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from fault_injection import ERRORS, SIGNALS, Rehearsed, surroundings
from losses import LOSSES, robbed
from writing_commands import COMMANDS, ENVIRONMENT

__all__ = ["main"]

_P = ParamSpec("_P")


def main() -> int:
    """Run all faults and print how the commands ended."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--share", type=float, default=1.0, help="which part of all faults, drawn by lot (1)")
    parser.add_argument("--moments", type=int, default=50, help="random moments for each command (50)")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--only", nargs="*", default=list(COMMANDS), help="names of commands")
    arguments = parser.parse_args()
    signal.signal(
        signal.SIGTERM, lambda *_told: sys.exit(143)
    )  # servers and disks are to end with this program
    started = time.monotonic()
    print(f"seed {arguments.seed}")
    total: Counter[str] = Counter()
    for name in arguments.only:
        with tempfile.TemporaryDirectory() as folder:
            score = _suffered(name, Path(folder), arguments) + _robbed(name, Path(folder), arguments)
        print(
            f"{name:28}" + "".join(f"{kind} {count:5}   " for kind, count in sorted(score.items())),
            flush=True,
        )
        total += score
    print(f"{'together':28}" + "".join(f"{kind} {count:5}   " for kind, count in sorted(total.items())))
    is_good = not any(kind.endswith("wrong") for kind in total)
    verdict = "every file was old or new, and whole, and the next run cleared up" if is_good else "see above"
    print(f"{time.monotonic() - started:.0f} s; {verdict}")
    return 0 if is_good else 1


def _suffered(name: str, folder: Path, arguments: argparse.Namespace) -> Counter[str]:
    chance = random.Random(f"{arguments.seed} {name}")
    score: Counter[str] = Counter()
    folder.chmod(0o755)
    with surroundings(COMMANDS[name], folder) as around:
        rehearsed = Rehearsed(around)
        faults = rehearsed.faults(ERRORS, SIGNALS)
        for fault in chance.sample(faults, max(1, round(len(faults) * arguments.share))):
            score["by call: " + _ended(rehearsed.suffer, fault)] += 1
        for _moment in range(arguments.moments):
            score["by time: " + _ended(_signalled, rehearsed, chance)] += 1
    return score


def _ended(action: Callable[_P, str], *words: _P.args, **named: _P.kwargs) -> str:
    """Return how a command ended; a wrong file is told and counted."""
    try:
        return action(*words, **named)
    except AssertionError as error:
        print(f"WRONG: {error}", flush=True)
        return "wrong"


def _robbed(name: str, folder: Path, arguments: argparse.Namespace) -> Counter[str]:
    chance = random.Random(f"{arguments.seed} {name}")
    score: Counter[str] = Counter()
    for number, loss in enumerate(LOSSES.values()):
        beside = folder / str(number)
        with robbed(COMMANDS[name], loss, beside) as thief:
            moments = thief.moments()
            for moment in chance.sample(moments, max(1, round(len(moments) * arguments.share))):
                score["by loss: " + _ended(thief.suffer, moment)] += 1
    return score


def _signalled(rehearsed: Rehearsed, chance: random.Random) -> str:
    """Send a signal at a random moment of the run."""
    rehearsed.around.renew()
    what = chance.choice(SIGNALS)
    words = [sys.executable, "-m", "clustercfg", *rehearsed.around.line]
    started = time.monotonic()
    with subprocess.Popen(
        words, env=ENVIRONMENT, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        # Before the interpreter is up, Ctrl-C is its own affair.
        moment = started + chance.uniform(0.15, 1.0) * rehearsed.seconds
        time.sleep(max(0, moment - time.monotonic()))
        process.send_signal(getattr(signal, what))
        out, err = process.communicate(timeout=300)
    if what == "SIGINT" and "clustercfg" not in err:  # the interpreter itself was still starting
        err = ""
    done = subprocess.CompletedProcess(words, process.returncode, out, err)
    ended = rehearsed.judge(done, is_kill=what == "SIGKILL")
    rehearsed.recover()
    return ended


if __name__ == "__main__":
    sys.exit(main())
