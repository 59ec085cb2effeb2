"""Certificates for the local servers of the link checker's tests: an authority of their own, and what goes wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Authority:
    """Issues certificates into a folder. `file` is the certificate to trust."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = _name("Authority of the tests")
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        self.certificate = (
            self._builder(self.name, self.key).add_extension(constraints, True).sign(self.key, hashes.SHA256())
        )
        self.file = folder / "authority.pem"
        self.file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, host: str, *, is_expired: bool = False) -> Path:
        """A file with a key and its certificate for a host name."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_name(host), key, is_expired=is_expired)
        return self._written(_for(builder, host).sign(self.key, hashes.SHA256()), key, f"{host}{is_expired}")

    def self_signed(self, host: str) -> Path:
        """A file with a key and a certificate that nobody but itself signed."""
        key = ec.generate_private_key(ec.SECP256R1())
        return self._written(_for(_unsigned(_name(host), key), host).sign(key, hashes.SHA256()), key, f"{host}-self")

    def _builder(self, subject, key, *, is_expired=False):
        return _unsigned(subject, key, issuer=self.name, is_expired=is_expired)

    def _written(self, certificate, key, name):
        file = self.folder / f"{name}.pem"
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        pem = serialization.Encoding.PEM
        file.write_bytes(key.private_bytes(pem, form, plain) + certificate.public_bytes(pem))
        return file


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _for(builder, host):
    return builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)


def _unsigned(subject, key, *, issuer=None, is_expired=False):
    end = datetime.now(UTC) + timedelta(days=-1 if is_expired else 1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=3))
        .not_valid_after(end)
    )
