"""What people do to an index by hand, next to the worker that may be at it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from search.engine import EngineUnavailable, SearchEngine, get_engine
from search.rebuilding import differences, rebuild, repair
from tenants.errors import UserError

_Result = TypeVar("_Result")


def when_ours(engine: SearchEngine, work: Callable[[SearchEngine], _Result], *, timeout_s: float = 60.0) -> _Result:
    """Do ``work`` under the engine's lock, once whoever has it lets go.

    Raises UserError when nobody does, and when the engine cannot be reached.
    """
    end = time.monotonic() + timeout_s
    try:
        while True:
            with engine.try_lock() as is_ours:
                if is_ours:
                    return work(engine)
            if time.monotonic() > end:
                raise UserError("Another process is writing the search index and does not finish; try again later.")
            time.sleep(0.05)
    except EngineUnavailable as error:
        raise UserError(f"The search engine cannot be used: {error}") from error


def chosen_engine(name: str) -> SearchEngine:
    """The engine of that name, or the one in use where the name is empty; another one first catches up.

    Raises UserError where it cannot be used.
    """
    try:
        engine = get_engine(name)
    except EngineUnavailable as error:
        raise UserError(str(error)) from error
    if engine is not get_engine():
        when_ours(engine, _bring_up_to_date)
    return engine


def _bring_up_to_date(engine: SearchEngine) -> None:
    """For an engine that is not in use, and so hears of nothing."""
    if engine.is_ready():
        repair(engine, differences(engine))
    else:
        rebuild(engine)
