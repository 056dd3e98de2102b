"""Starts our programs for tests and ends them again; all suites in Python use this and nothing else."""

from .database import ENGINES, database
from .house import ACCESS_TOKEN, APP_SECRET, PHONE_NUMBER_ID, SECRET_KEY, VERIFY_TOKEN, WABA_ID, House, Server, Simulator
from .program import ROOT, Program
from .waiting import until

__all__ = [
    "ACCESS_TOKEN",
    "APP_SECRET",
    "ENGINES",
    "PHONE_NUMBER_ID",
    "ROOT",
    "SECRET_KEY",
    "VERIFY_TOKEN",
    "WABA_ID",
    "House",
    "Program",
    "Server",
    "Simulator",
    "database",
    "until",
]
