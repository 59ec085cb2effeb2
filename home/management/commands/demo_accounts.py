"""Prints the demonstration accounts that can sign in."""

from typing import Any

from django.core.management.base import BaseCommand

from core.models.user import User
from home.demo.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Prints the demonstration accounts that can sign in, with their password."

    def handle(self, *args: Any, **options: Any) -> None:
        for account in ACCOUNTS:
            user = User.objects.filter(email=account.email, is_active=True).first()
            if user and user.check_password(PASSWORD):
                self.stdout.write(f"  {account.email:32} {PASSWORD}   {account.does}")
