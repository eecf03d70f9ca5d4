"""A channel that answers as Telegram does: the one that the example shows."""

from collections.abc import Iterator

import pytest
from examples.telegram.bot_api import Channel, Server


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def server(channel: Channel) -> Iterator[Server]:
    with Server(channel) as one:
        yield one
