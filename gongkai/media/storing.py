"""Putting bytes into the store."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from gongkai.media.models import StoredFile


def store(content: bytes, *, content_type: str) -> StoredFile:
    """The stored file of these bytes, new or already there. Called within an action."""
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile.objects.filter(sha256=digest).first()
    if stored is None:
        stored = StoredFile(sha256=digest, size=len(content), content_type=content_type)
        if not stored.content.storage.exists(f"{digest[:2]}/{digest[2:4]}/{digest}"):
            stored.content.save(digest, ContentFile(content), save=False)
        else:
            # Left by a transaction that was rolled back: the name is the digest of the content.
            stored.content.name = f"{digest[:2]}/{digest[2:4]}/{digest}"
        stored.save()
    return stored


def discard(stored: StoredFile) -> None:
    """Takes a stored file away for good, its bytes once the action holds. For erasing only."""
    storage, path = stored.content.storage, str(stored.content.name)
    stored.delete()
    transaction.on_commit(lambda: storage.delete(path))
