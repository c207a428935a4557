"""Secrets at rest: encrypted under keys from an app setting, or in plain text where permitted.

What is stored says how it was sealed: ``fernet:…`` or ``plain:…``. Fernet (AES-128-CBC with
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
    """No key of SECRETS_KEY opens a stored secret."""


class Encryption:
    """Seals and opens secrets under the app settings SECRETS_KEY and ALLOW_PLAIN_SECRETS.

    *secrets_key* is a list of Fernet keys with commas between: the first one seals, all of them
    open. Raises SettingsError for a list that cannot be used, without repeating it.
    """

    def __init__(self, secrets_key: str | None, *, allow_plain: bool) -> None:
        self._keys = _keys(secrets_key) if secrets_key else ()
        self._allow_plain = allow_plain
        # Every attempt opens what seldom changes.
        self.open = lru_cache(_REMEMBERED)(self._open)

    def seal(self, secret: str, *, field: str = "secret_token") -> str:
        """*secret* as it may be stored. Raises InvalidInput when this relay must not keep any."""
        if self._keys:
            return _FERNET + self._fernets[0].encrypt(secret.encode()).decode()
        if self._allow_plain:
            return _PLAIN + secret
        raise InvalidInput(
            "this relay cannot keep secrets: it has no SECRETS_KEY, and ALLOW_PLAIN_SECRETS, which"
            " permits plain text in storage, is not set",
            field=field,
        )

    def resealed(self, sealed: str) -> str:
        """*sealed* under the first key: itself where it is so already, or where there is no key.

        Once every stored secret is, the other keys can go. Raises UnreadableSecret.
        """
        if not self._keys or (
            sealed.startswith(_FERNET) and self._opened(sealed, self._fernets[:1]) is not None
        ):
            return sealed
        return self.seal(self._open(sealed))

    @cached_property
    def _fernets(self) -> tuple[Fernet, ...]:
        # Not at the top: a process that opens no secret need not load it.
        from cryptography.fernet import Fernet

        return tuple(Fernet(key) for key in self._keys)

    def _open(self, sealed: str) -> str:
        """The secret within. Raises UnreadableSecret."""
        if sealed.startswith(_PLAIN):
            return sealed.removeprefix(_PLAIN)
        if sealed.startswith(_FERNET):
            secret = self._opened(sealed, self._fernets)
            if secret is not None:
                return secret
        raise UnreadableSecret("a stored secret cannot be opened with the keys in SECRETS_KEY")

    def _opened(self, sealed: str, fernets: tuple[Fernet, ...]) -> str | None:
        from cryptography.fernet import InvalidToken

        token = sealed.removeprefix(_FERNET).encode()
        for fernet in fernets:
            try:
                return fernet.decrypt(token).decode()
            except InvalidToken:
                continue
        return None


def _keys(setting: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in setting.split(","))
    if not all(_KEY.fullmatch(key) for key in keys):
        raise SettingsError(
            "SECRETS_KEY: every key must be 32 bytes in URL-safe base64, with commas between keys"
        )
    return keys
