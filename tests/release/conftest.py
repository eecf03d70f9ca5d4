"""A desk: a folder with a policy, a ledger with a bulletin, a channel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from examples.telegram.bot_api import Channel, Server

from release.desk import POLICY, document, environment, record


@pytest.fixture
def channel(ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Channel]:
    one = Channel()
    with Server(one) as server:
        for name, value in environment(server.address, ledger).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(tmp_path)
        Path("policy.toml").write_text(POLICY, "utf-8")
        record(document())
        yield one
