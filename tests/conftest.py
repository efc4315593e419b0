"""Settings of all tests: in CI generated examples are the same on every run, elsewhere they differ from run to run."""

import os

import hypothesis

hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")
