"""Is the note PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2)? By veraPDF, the reference implementation of both.

It comes from Maven Central, once, into the cache of the judges; it is GPLv3+ or MPLv2+, and no part of the project.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.judges.tools import JudgeMissing, cached, need, run

VERSION = "1.30.2"
SHA256 = "287cc9c9757f99dcff4a2d39b68268245b48103fb6af443162d5a29df2afa332"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
FLAVOURS = {"ua1": 106, "2a": 153}  # how many rules each profile has, at least: fewer would mean that it was not run
SHOWN = 3  # failed checks of one rule
# A run is short: the compiler that thinks longest costs it twice the time.
JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def findings(path: Path, flavour: str) -> list[str]:
    """Return the rules of ``flavour`` ("ua1" or "2a") that the file breaks, and where."""
    return judged([path], flavour)[path]


def judged(paths: Iterable[Path], flavour: str) -> dict[Path, list[str]]:
    """Return the findings of several files; one Java machine examines them all."""
    files = {path.resolve(): path for path in paths}
    command = [need("java", "default-jre-headless"), *JAVA, "-jar", str(program())]
    command += ["--flavour", flavour, "--format", "json", "--maxfailuresdisplayed", str(SHOWN)]
    done = run([*command, *map(str, files)])
    try:
        jobs = json.loads(done.stdout)["report"]["jobs"]
    except (ValueError, KeyError):
        raise RuntimeError(f"veraPDF gave no report ({done.returncode}): {done.stderr.strip()}") from None
    found = {files[Path(job["itemDetails"]["name"])]: sorted(_job(job, flavour)) for job in jobs}
    return {path: found.get(path, ["veraPDF did not examine the file"]) for path in files.values()}


def program() -> Path:
    """Return veraPDF's jar, from the cache or else from Maven Central; raise JudgeMissing when it cannot be had."""
    return cached(f"verapdf-{VERSION}.jar", _fetch)


def _fetch(scratch: Path) -> Path:
    artifact = [f"-Dartifact=org.verapdf.apps:cli:{VERSION}", f"-DoutputDirectory={scratch}"]
    done = run([need("mvn", "maven"), "-q", "-B", COPY, *artifact])
    jar = scratch / f"cli-{VERSION}.jar"
    if not jar.exists():
        raise JudgeMissing(f"veraPDF {VERSION} cannot be had from Maven Central: {done.stdout.strip()}")
    if hashlib.sha256(jar.read_bytes()).hexdigest() != SHA256:
        raise JudgeMissing(f"what Maven Central calls veraPDF {VERSION} is not the file that we know")
    return jar


def _job(job: dict[str, Any], flavour: str) -> Iterator[str]:
    results = job.get("validationResult") or []
    if not results:
        yield f"veraPDF cannot read the file: {job.get('taskException', job)}"
    for result in results:
        details = result["details"]
        rules = details["passedRules"] + details["failedRules"]
        if rules < FLAVOURS[flavour]:
            yield f"veraPDF {flavour}: only {rules} rules were checked"
        for rule in details["ruleSummaries"]:
            if rule["status"] == "failed":
                yield from _rule(rule, flavour)


def _rule(rule: dict[str, Any], flavour: str) -> Iterator[str]:
    name = f"veraPDF {flavour} {rule['clause']}-{rule['testNumber']} ({rule['failedChecks']} times)"
    for check in rule["checks"] or [{}]:
        yield f"{name}: {check.get('errorMessage') or rule['description']} {check.get('context', '')}".strip()
