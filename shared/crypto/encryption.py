"""Encrypts stored secrets under keys from an app setting, or keeps plain text where permitted.

The prefix of a stored secret says which: ``fernet:…`` or ``plain:…``. Fernet (AES-128-CBC with
HMAC-SHA256) is cryptography's; a key is made by ``Fernet.generate_key()``, or by
``openssl rand -base64 32 | tr '+/' '-_'``.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from shared.errors import InvalidInput, RelayError
from shared.settings import SettingsError

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_FERNET = "fernet:"
_PLAIN = "plain:"
_KEY = re.compile(r"[A-Za-z0-9_-]{43}=")
_REMEMBERED = 1024


class UnreadableSecret(RelayError):
    """No key of SECRETS_KEY decrypts a stored secret."""


class Encryption:
    """Encrypts and decrypts secrets under the settings SECRETS_KEY and ALLOW_PLAIN_SECRETS.

    *secrets_key* is a list of Fernet keys with commas between: the first one encrypts, every one
    of them decrypts. Raises SettingsError for a list that cannot be used, without repeating it.
    """

    def __init__(self, secrets_key: str | None, *, allow_plain: bool) -> None:
        self._keys = _keys(secrets_key) if secrets_key else ()
        self._allow_plain = allow_plain
        # Every attempt decrypts the secrets of its webhook, which seldom change.
        self.decrypt = lru_cache(_REMEMBERED)(self._decrypt)

    def encrypt(self, secret: str, *, field: str = "secret_token") -> str:
        """Return *secret* as it is stored. Raises InvalidInput where no secret may be stored."""
        if self._keys:
            return _FERNET + self._fernets[0].encrypt(secret.encode()).decode()
        if self._allow_plain:
            return _PLAIN + secret
        raise InvalidInput(
            "this relay cannot keep secrets: it has no SECRETS_KEY, and ALLOW_PLAIN_SECRETS, which"
            " permits plain text in storage, is not set",
            field=field,
        )

    def decrypt_if_readable(self, stored: str) -> str | None:
        """Return the secret in plain text; None where no key decrypts it."""
        try:
            return self.decrypt(stored)
        except UnreadableSecret:
            return None

    def reencrypt(self, stored: str) -> str:
        """Return the stored secret encrypted under the first key.

        It is returned unchanged if it is so already, or if there is no key. Once every secret is
        encrypted under the first key, the other keys can be removed. Raises UnreadableSecret.
        """
        if not self._keys or (
            is_encrypted(stored) and self._decrypted(stored, self._fernets[:1]) is not None
        ):
            return stored
        return self.encrypt(self._decrypt(stored))

    @cached_property
    def _fernets(self) -> tuple[Fernet, ...]:
        # Not at the top: a process that decrypts no secret need not load it.
        from cryptography.fernet import Fernet

        return tuple(Fernet(key) for key in self._keys)

    def _decrypt(self, stored: str) -> str:
        """Return the secret in plain text. Raises UnreadableSecret."""
        if stored.startswith(_PLAIN):
            return stored.removeprefix(_PLAIN)
        if is_encrypted(stored):
            secret = self._decrypted(stored, self._fernets)
            if secret is not None:
                return secret
        raise UnreadableSecret("a stored secret cannot be decrypted with the keys in SECRETS_KEY")

    def _decrypted(self, stored: str, fernets: tuple[Fernet, ...]) -> str | None:
        """Return the secret in plain text; None where none of *fernets* encrypted it."""
        from cryptography.fernet import InvalidToken

        token = stored.removeprefix(_FERNET).encode()
        for fernet in fernets:
            try:
                return fernet.decrypt(token).decode()
            except InvalidToken:
                continue
        return None


def is_encrypted(stored: str) -> bool:
    """Return whether a stored secret is encrypted, and not in plain text."""
    return stored.startswith(_FERNET)


def _keys(setting: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in setting.split(","))
    if not all(_KEY.fullmatch(key) for key in keys):
        raise SettingsError(
            "SECRETS_KEY: every key must be 32 bytes in URL-safe base64, with commas between keys"
        )
    return keys
