"""The site on every real server, at the root and under a path of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.deploy import Place, deployed
from tests.servers.running import ROOT, SUB_PATH, Running, start
from tests.tools import SERVERS


@pytest.fixture(scope="session")
def place(built_site: Path) -> Iterator[Place]:
    """The folders of a server."""
    with deployed(built_site) as place:
        yield place


@pytest.fixture(scope="session", params=SERVERS)
def name(request: pytest.FixtureRequest) -> str:
    """Give the name of each server in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def below(name: str, place: Place) -> Iterator[Running]:
    """A server that has the site under a path, and something else beside it."""
    with start(name, place, SUB_PATH) as running:
        yield running


@pytest.fixture(scope="session", params=[ROOT, SUB_PATH], ids=["root", "sub-path"])
def server(request: pytest.FixtureRequest, name: str, place: Place) -> Iterator[Running]:
    """Each server with the site at the root and under a path."""
    with start(name, place, request.param) as running:
        yield running
