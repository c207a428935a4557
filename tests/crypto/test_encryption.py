from __future__ import annotations

import subprocess
import sys

import pytest
from cryptography.fernet import Fernet, MultiFernet

from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.errors import InvalidInput, RelayError
from shared.settings import SettingsError

KEY = "A" * 43 + "="
SECRET = "hidden: naïve ✓"


def key() -> str:
    return Fernet.generate_key().decode()


def encryption(*keys: str, allow_plain: bool = False) -> Encryption:
    return Encryption(",".join(keys) or None, allow_plain=allow_plain)


def test_an_encrypted_secret_is_unreadable_until_it_is_decrypted() -> None:
    cipher = encryption(key())
    stored = cipher.encrypt(SECRET)
    assert stored.startswith("fernet:")
    assert "hidden" not in stored
    assert cipher.decrypt(stored) == cipher.decrypt(stored) == SECRET
    assert cipher.encrypt(SECRET) != stored


def test_it_is_fernet_to_others() -> None:
    made = key()
    stored = encryption(made).encrypt(SECRET)
    token = stored.removeprefix("fernet:").encode()
    assert MultiFernet([Fernet(made)]).decrypt(token) == SECRET.encode()


def test_the_first_key_encrypts_and_every_key_decrypts() -> None:
    old, new = key(), key()
    stored_before = encryption(old).encrypt(SECRET)
    both = encryption(new, old)
    assert both.decrypt(stored_before) == SECRET
    assert encryption(new).decrypt(both.encrypt(SECRET)) == SECRET
    with pytest.raises(UnreadableSecret):
        encryption(old).decrypt(both.encrypt(SECRET))


def test_spaces_around_keys_do_not_matter() -> None:
    old, new = key(), key()
    assert encryption(f" {new} ", f"{old}\n").decrypt(encryption(old).encrypt(SECRET)) == SECRET


def test_after_reencryption_the_old_key_can_be_removed() -> None:
    old, new = key(), key()
    stored_before = encryption(old).encrypt(SECRET)
    both = encryption(new, old)
    reencrypted = both.reencrypt(stored_before)
    assert encryption(new).decrypt(reencrypted) == SECRET
    assert both.reencrypt(reencrypted) == reencrypted
    assert encryption(new).decrypt(encryption(new).reencrypt("plain:" + SECRET)) == SECRET
    plain = encryption(allow_plain=True)
    assert plain.reencrypt("plain:" + SECRET) == "plain:" + SECRET


def test_plain_text_needs_permission() -> None:
    assert encryption(allow_plain=True).encrypt(SECRET) == "plain:" + SECRET
    with pytest.raises(InvalidInput, match="SECRETS_KEY") as refused:
        encryption().encrypt(SECRET, field="headers")
    assert refused.value.field == "headers"
    assert "hidden" not in str(refused.value)


def test_a_key_is_used_though_plain_text_is_permitted() -> None:
    assert encryption(key(), allow_plain=True).encrypt(SECRET).startswith("fernet:")


def test_plain_text_stays_readable_once_there_is_a_key() -> None:
    assert encryption(key()).decrypt("plain:" + SECRET) == SECRET


@pytest.mark.parametrize(
    "stored",
    [
        "fernet:",
        "fernet:gAAAAA",
        "fernet:é",
        "hidden",
        "",
        encryption(key()).encrypt(SECRET),
    ],
    ids=["empty", "cut", "not ascii", "no prefix", "nothing", "another key"],
)
def test_a_secret_that_cannot_be_decrypted_is_an_error(stored: str) -> None:
    for cipher in (encryption(key()), encryption(allow_plain=True)):
        with pytest.raises(UnreadableSecret) as unreadable:
            cipher.decrypt(stored)
        assert isinstance(unreadable.value, RelayError)
        assert "hidden" not in str(unreadable.value)


def test_a_damaged_secret_is_not_decrypted() -> None:
    cipher = encryption(key())
    stored = cipher.encrypt(SECRET)
    for position in range(len("fernet:"), len(stored) - 2, 7):
        other = "A" if stored[position] != "A" else "B"
        with pytest.raises(UnreadableSecret):
            cipher.decrypt(stored[:position] + other + stored[position + 1 :])


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
    cipher = encryption(made)
    cipher.decrypt(cipher.encrypt(SECRET))
    shown = f"{cipher!r} {cipher.decrypt!r}"
    assert made not in shown
    assert "hidden" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("module", ["encryption", "signing"])
def test_cryptography_is_not_loaded_before_it_is_needed(module: str) -> None:
    code = f"import sys, shared.crypto.{module}; sys.exit('cryptography' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert run.returncode == 0
