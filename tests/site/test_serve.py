"""What `make serve` says when it cannot serve."""

from __future__ import annotations

import socket

import pytest

from sitebuild.site import serve


def test_a_taken_port_is_named_with_another_one_to_use() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as raised:
            serve(f"127.0.0.1:{port}")
    assert str(raised.value) == (
        f"Cannot serve on 127.0.0.1:{port}: Address already in use. "
        f"Name another address: make serve ADDRESS=127.0.0.1:{port + 1}"
    )


@pytest.mark.parametrize("address", ["8000", "localhost", "127.0.0.1:http", ":8000"])
def test_an_address_has_a_host_and_a_port(address: str) -> None:
    with pytest.raises(SystemExit) as raised:
        serve(address)
    assert str(raised.value) == f"{address} is not an address like 127.0.0.1:8000."
