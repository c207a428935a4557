"""The secrets of webhooks: how they are chosen, stored, rotated and disclosed.

A webhook stores its secret, its previous secrets and its custom headers encrypted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from shared.crypto import signing
from shared.crypto.encryption import Encryption, UnreadableSecret
from shared.errors import InvalidInput
from shared.model import Webhook
from shared.webhooks.requests import SecretRotation, WebhookOptions

MAX_PREVIOUS_SECRETS = 5
_SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The encrypted parts of a webhook that its owner may read; None where there is none."""

    public_key: str | None
    header_names: list[str] | None


class WebhookSecrets:
    """Applies the rules for secrets to webhooks. Stores nothing itself."""

    def __init__(self, encryption: Encryption, *, clock: Callable[[], float]) -> None:
        self._encryption = encryption
        self._clock = clock

    def choose(self, wanted: WebhookOptions) -> str | None:
        """Return the secret that is given or to be generated; None for neither.

        Raises InvalidInput for both, and for a secret that cannot be used.
        """
        if not wanted.generate_secret:
            return _checked(wanted.secret_token)
        if wanted.secret_token is not None:
            raise InvalidInput(
                "generate_secret: a secret_token is given as well", field="generate_secret"
            )
        return signing.generate_secret()

    def choose_next(self, wanted: SecretRotation) -> str:
        """Return the given secret, or a generated one. Raises InvalidInput."""
        return _checked(wanted.secret_token) or signing.generate_secret()

    def encrypt(self, secret: str) -> str:
        """Return *secret* as it is stored. Raises InvalidInput where none may be stored."""
        return self._encryption.encrypt(secret)

    def encrypt_headers(self, headers: Mapping[str, str]) -> str:
        """Return checked custom headers as they are stored. Raises as `encrypt` does."""
        if not headers:
            return ""
        return self._encryption.encrypt(json.dumps(headers), field="headers")

    def check_asymmetric(self, webhook: Webhook, new_secret: str | None) -> None:
        """Check the secret that *webhook* is to sign asymmetrically with, *new_secret* if given.

        Raises InvalidInput where there is none, where it could be guessed from the public key, and
        where it cannot be decrypted.
        """
        if not webhook.secret:
            raise InvalidInput(
                "signing: asymmetric signing needs a secret: give secret_token or generate_secret",
                field="signing",
            )
        if new_secret is not None:
            signing.check_asymmetric_secret(new_secret)
            return
        try:
            signing.check_asymmetric_secret(self._encryption.decrypt(webhook.secret))
        except UnreadableSecret:
            raise InvalidInput(
                "signing: the stored secret cannot be decrypted: give a new one", field="signing"
            ) from None

    def rotated(
        self, webhook: Webhook, *, secret: str, encrypted: str, grace_hours: float
    ) -> Webhook:
        """Return *webhook* with a new *secret*, the replaced ones signing for *grace_hours* more.

        *encrypted* is *secret* as it is stored. The latest `MAX_PREVIOUS_SECRETS` are kept. Raises
        InvalidInput where *webhook* signs asymmetrically and *secret* could be guessed.
        """
        if webhook.asymmetric:
            signing.check_asymmetric_secret(secret)
        kept: dict[str, float] = {}
        if grace_hours > 0:
            until = self._clock() + grace_hours * _SECONDS_PER_HOUR
            kept = {webhook.secret: until, **webhook.previous_secrets}
        still_signing = islice(self._still_signing(kept, secret), MAX_PREVIOUS_SECRETS)
        return replace(webhook, secret=encrypted, previous_secrets=dict(still_signing))

    def disclosed(self, webhook: Webhook) -> Disclosed:
        """Decrypt what may be shown of *webhook*. Raises UnreadableSecret."""
        public_key = names = None
        if webhook.secret:
            secret = self._encryption.decrypt(webhook.secret)
            public_key = signing.public_key(secret) if webhook.asymmetric else None
        if webhook.headers:
            names = sorted(json.loads(self._encryption.decrypt(webhook.headers)))
        return Disclosed(public_key, names)

    def tidied(self, webhook: Webhook, now: float) -> Webhook:
        """Return *webhook* without expired secrets, the others encrypted under the first key.

        Once every webhook is stored like this, the other keys of ``SECRETS_KEY`` can be removed.
        Raises UnreadableSecret.
        """
        kept = without_expired(webhook, now).previous_secrets
        return replace(
            webhook,
            secret=self._reencrypted(webhook.secret),
            previous_secrets={self._reencrypted(secret): until for secret, until in kept.items()},
            headers=self._reencrypted(webhook.headers),
        )

    def _still_signing(
        self, previous: Mapping[str, float], new_secret: str
    ) -> Iterator[tuple[str, float]]:
        """Yield the secrets that have time left, can be decrypted, and differ from the new one."""
        now = self._clock()
        for encrypted, until in previous.items():
            if until <= now or not encrypted:
                continue
            if self._encryption.decrypt_if_readable(encrypted) not in {None, new_secret}:
                yield encrypted, until

    def _reencrypted(self, encrypted: str) -> str:
        return self._encryption.reencrypt(encrypted) if encrypted else ""


def without_expired(webhook: Webhook, now: float) -> Webhook:
    """Return *webhook* without the previous secrets whose grace periods have ended."""
    kept = {secret: until for secret, until in webhook.previous_secrets.items() if until > now}
    return replace(webhook, previous_secrets=kept)


def _checked(secret: str | None) -> str | None:
    if secret is not None:
        signing.check_secret(secret)
    return secret
