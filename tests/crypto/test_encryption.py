from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from cryptography.fernet import Fernet, MultiFernet

from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.errors import InvalidInput, RelayError
from shared.settings import SettingsError

KEY = "A" * 43 + "="
SECRET = "hidden: naïve ✓"


def key() -> str:
    return Fernet.generate_key().decode()


def sealing(*keys: str, allow_plain: bool = False) -> Encryption:
    return Encryption(",".join(keys) or None, allow_plain=allow_plain)


def test_what_is_sealed_is_opened_and_unreadable_between() -> None:
    box = sealing(key())
    sealed = box.seal(SECRET)
    assert sealed.startswith("fernet:")
    assert "hidden" not in sealed
    assert box.open(sealed) == box.open(sealed) == SECRET
    assert box.seal(SECRET) != sealed


def test_it_is_fernet_to_others() -> None:
    made = key()
    sealed = sealing(made).seal(SECRET)
    token = sealed.removeprefix("fernet:").encode()
    assert MultiFernet([Fernet(made)]).decrypt(token) == SECRET.encode()


def test_the_first_key_seals_and_all_of_them_open() -> None:
    old, new = key(), key()
    sealed_before = sealing(old).seal(SECRET)
    both = sealing(new, old)
    assert both.open(sealed_before) == SECRET
    assert sealing(new).open(both.seal(SECRET)) == SECRET
    with pytest.raises(UnreadableSecret):
        sealing(old).open(both.seal(SECRET))


def test_spaces_around_keys_do_not_matter() -> None:
    old, new = key(), key()
    assert sealing(f" {new} ", f"{old}\n").open(sealing(old).seal(SECRET)) == SECRET


def test_resealing_lets_the_old_key_go() -> None:
    old, new = key(), key()
    sealed_before = sealing(old).seal(SECRET)
    both = sealing(new, old)
    resealed = both.resealed(sealed_before)
    assert sealing(new).open(resealed) == SECRET
    assert both.resealed(resealed) == resealed
    assert sealing(new).open(sealing(new).resealed("plain:" + SECRET)) == SECRET
    plain = sealing(allow_plain=True)
    assert plain.resealed("plain:" + SECRET) == "plain:" + SECRET


def test_plain_text_needs_permission() -> None:
    assert sealing(allow_plain=True).seal(SECRET) == "plain:" + SECRET
    with pytest.raises(InvalidInput, match="SECRETS_KEY") as refused:
        sealing().seal(SECRET, field="headers")
    assert refused.value.field == "headers"
    assert "hidden" not in str(refused.value)


def test_a_key_is_used_though_plain_text_is_permitted() -> None:
    assert sealing(key(), allow_plain=True).seal(SECRET).startswith("fernet:")


def test_plain_text_stays_readable_once_there_is_a_key() -> None:
    assert sealing(key()).open("plain:" + SECRET) == SECRET


@pytest.mark.parametrize(
    "sealed",
    [
        "fernet:",
        "fernet:gAAAAA",
        "fernet:é",
        "hidden",
        "",
        sealing(key()).seal(SECRET),
    ],
    ids=["empty", "cut", "not ascii", "no prefix", "nothing", "another key"],
)
def test_what_cannot_be_opened_says_so(sealed: str) -> None:
    for box in (sealing(key()), sealing(allow_plain=True)):
        with pytest.raises(UnreadableSecret) as unreadable:
            box.open(sealed)
        assert isinstance(unreadable.value, RelayError)
        assert "hidden" not in str(unreadable.value)


def test_a_damaged_secret_is_not_opened() -> None:
    box = sealing(key())
    sealed = box.seal(SECRET)
    for position in range(len("fernet:"), len(sealed) - 2, 7):
        other = "A" if sealed[position] != "A" else "B"
        with pytest.raises(UnreadableSecret):
            box.open(sealed[:position] + other + sealed[position + 1 :])


@pytest.mark.parametrize(
    "setting",
    ["hidden", ",", f"{KEY},", f"{KEY},hidden", "é" * 43 + "=", "A" * 43, KEY + KEY, "+" + KEY[1:]],
)
def test_an_unusable_setting_is_named_and_not_repeated(setting: str) -> None:
    with pytest.raises(SettingsError, match="SECRETS_KEY") as refused:
        Encryption(setting, allow_plain=True)
    assert "hidden" not in str(refused.value)


def test_nothing_shows_in_a_repr() -> None:
    made = key()
    box = sealing(made)
    box.open(box.seal(SECRET))
    shown = f"{box!r} {box.open!r}"
    assert made not in shown
    assert "hidden" not in shown


@pytest.mark.parametrize("module", ["encryption", "signing"])
def test_cryptography_is_not_loaded_before_it_is_needed(module: str) -> None:
    code = f"import sys, shared.crypto.{module}; sys.exit('cryptography' in sys.modules)"
    arguments: dict[str, Any] = {"check": False, "timeout": 60}
    assert subprocess.run([sys.executable, "-c", code], **arguments).returncode == 0
