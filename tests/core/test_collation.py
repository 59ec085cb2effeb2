"""Names are in the order of their language's dictionaries, whatever the database."""

import itertools
import random

import pytest
from django.db import connection

from core.collation import collation_key, first_letter
from home.demo.files import read_folder
from tests.factories.strings import shuffled

ORDERED = {
    "fr": ["abus", "Académie", "âge", "École", "égalité", "Élection", "Œuvre", "Ministère", "Zèle"],
    "en": ["Audit", "auditor", "Élan", "élite", "eye"],
    "ar": ["الأمن", "البرلمان", "تقرير", "الجمارك", "الحكومة", "مجلس", "النيابة", "وزارة"],
}
