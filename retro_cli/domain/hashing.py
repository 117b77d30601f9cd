"""Names made of texts: SHA-256, without loading the whole of OpenSSL where the interpreter has its own."""


def sha256(data: bytes) -> bytes:
    """The 32 bytes of the SHA-256 of `data`."""
    try:
        from _sha256 import sha256 as hashed  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from hashlib import sha256 as hashed
    digest: bytes = hashed(data).digest()
    return digest
