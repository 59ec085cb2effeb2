"""Addresses at which people without an account read one draft: signed by their secret, ended by time or by hand.

The secret is in the address, so that anybody who was given it can open it, on any device. Chances are taken from those
who were not: it has 256 bits from the system's generator (OWASP Session Management Cheat Sheet asks for 64 at least,
RFC 6749, 10.10 for 128), the database keeps its digest alone, no cache, search engine or next site learns it (RFC 9111,
5.2.2.5 and 5.2.2.7; W3C Referrer Policy), and what does not open says the same whatever the reason.
"""
