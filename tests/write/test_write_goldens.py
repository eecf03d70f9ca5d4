"""The bulletins and the problems of the seed, word for word."""

import pytest
from write_goldens import GOLDEN, texts


@pytest.mark.parametrize(("name", "text"), list(texts()), ids=[name for name, _ in texts()])
def test_text_is_the_golden_one(name: str, text: str) -> None:
    assert text == (GOLDEN / name).read_text("utf-8"), "changed on purpose? python tests/write/write_goldens.py"
