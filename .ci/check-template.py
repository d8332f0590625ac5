#!/usr/bin/env python3
"""Runs cfn-lint, with its rules for serverless applications, and checkov on template.yaml. Fails on every finding that
.ci/accepted-findings.yaml does not accept, and on every entry there that no longer matches a finding.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import yaml

PROJECT = pathlib.Path(__file__).resolve().parent.parent
TEMPLATE = "template.yaml"
ACCEPTED = ".ci/accepted-findings.yaml"


def output_of(*command):
    """Returns the output of a tool. Its exit code only says whether it has findings."""
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.exit(f"{command[0]} did not work:\n{done.stdout}\n{done.stderr}")


def findings_of_cfn_lint(cfn_lint):
    found = output_of(cfn_lint, TEMPLATE, "--append-rules", "cfn_lint_serverless.rules", "--format", "json")
    for finding in found:
        path = finding["Location"]["Path"] or []
        resource = path[1] if len(path) > 1 and path[0] == "Resources" else ""
        yield finding["Rule"]["Id"], resource, finding["Message"]


def findings_of_checkov(checkov):
    report = output_of(checkov, "--file", TEMPLATE, "--framework", "cloudformation", "--output", "json", "--quiet", "--compact")
    results = report["results"]
    if results.get("parsing_errors"):
        sys.exit(f"checkov cannot read {TEMPLATE}.")
    if report["summary"]["passed"] == 0:
        sys.exit(f"checkov checked nothing in {TEMPLATE}.")
    for finding in results["failed_checks"]:
        yield finding["check_id"], finding["resource"].split(".")[-1], finding["check_name"]


def accepts(entry, check, resource):
    return entry["check"] == check and ("resources" not in entry or resource in entry["resources"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cfn-lint", required=True)
    arguments.add_argument("--checkov", required=True)
    tools = arguments.parse_args()
    accepted = yaml.safe_load((PROJECT / ACCEPTED).read_text(encoding="utf-8"))
    for entry in accepted:
        if not set(entry) <= {"check", "resources", "finding", "reason"} or not entry.get("reason", "").strip():
            sys.exit(f"{ACCEPTED}: every entry has check, finding, reason, and perhaps resources: {entry}")

    failures = []
    needed = set()
    findings = [*findings_of_cfn_lint(tools.cfn_lint), *findings_of_checkov(tools.checkov)]
    for check, resource, message in findings:
        accepting = [number for number, entry in enumerate(accepted) if accepts(entry, check, resource)]
        needed.update((number, resource if "resources" in accepted[number] else "") for number in accepting)
        if not accepting:
            failures.append(f"{check} {resource}: {message}")
    for number, entry in enumerate(accepted):
        for resource in entry.get("resources", [""]):
            if (number, resource) not in needed:
                of = f" of {resource}" if resource else ""
                failures.append(f"{ACCEPTED} accepts {entry['check']}{of}, which is no longer found")
    print(f"{len(findings)} findings, {len(failures)} failures")
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
