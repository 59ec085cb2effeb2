"""Sample content of the style guide for single types of content: directory, item, governance, guide, glossary."""

from datetime import date
from typing import Any


def content(t: Any) -> dict[str, Any]:
    """What the sections on single types show; `t` picks the French or the Arabic text."""
    return {**directory(t), **item(t), **governance(t), **guide(t)}


def directory(t: Any) -> dict[str, Any]:
    names = t(("B", "C", "M"), ("ب", "ح", "ش"))
    return {
        "home": {"home_url": "#samples", "site_name": t("Portail national de l’intégrité", "البوابة الوطنية للنزاهة")},
        "regions": t("Régions", "الجهات"),
        "find": t("Trouver une plateforme", "البحث عن منصة"),
        "find_hint": t("Nom, organisme ou besoin", "الاسم أو الجهة أو الحاجة"),
        "letters": [{"url": "#samples", "label": name, "current": name == names[1]} for name in names],
        "letters_label": t("Première lettre", "الحرف الأول"),
        "doors": [
            {
                "url": "#samples",
                "label": t("Pour les citoyens", "للمواطنين"),
                "summary": t("Vos droits face à un service public.", "حقوقكم أمام المرفق العمومي."),
                "text": t("44 éléments", "44 عنصرا"),
                "cover": "audience-citizen",
            }
        ],
        "part_of": t("Fait partie de", "تابعة لـ"),
        "parents": [
            {"url": "#samples", "label": t("Ministère de la Santé", "وزارة الصحة")},
            {"url": "", "label": t("Gouvernement", "الحكومة")},
        ],
    }


def item(t: Any) -> dict[str, Any]:
    return {
        "item": {"title": t("Permis de construire", "رخصة البناء")},
        "item_citation": t(
            "Ministère de l’Intérieur. Permis de construire. 25 novembre 2026. https://portail.example/fr/permis/",
            "وزارة الداخلية. رخصة البناء. 25 نونبر 2026. https://portail.example/ar/permis/",
        ),
        "parts_of_item": [
            {
                "title": t("Conditions", "الشروط"),
                "text": t("- Un plan signé\n- Un titre de propriété", "- تصميم موقع\n- سند ملكية"),
            },
            {
                "title": t("Délai", "الأجل"),
                "text": t("Deux mois à compter du dépôt.", "شهران من تاريخ الإيداع."),
            },
        ],
    }


def governance(t: Any) -> dict[str, Any]:
    minutes = {"url": "#samples", "file_extension": "pdf", "get_file_size": 84_000}
    body = t("Comité de pilotage", "لجنة القيادة")
    ministry = t("Ministère de la Santé", "وزارة الصحة")
    return {
        "committee": {
            "name": body,
            "role": t("Il fixe le programme de l’année.", "تحدد برنامج السنة."),
            "members": [
                {"seat": t("Présidence", "الرئاسة"), "institution": ministry},
                {"seat": t("Secrétariat", "الكتابة"), "institution": ""},
            ],
        },
        "commitment": {
            "title": t("Engagement de publication", "التزام بالنشر"),
            "signed_by": ministry,
            "signed_on": date(2026, 3, 3),
            "text": t("Nous publions chaque mois.", "ننشر كل شهر."),
            "document": minutes,
        },
        "meeting": {
            "date": date(2026, 6, 16),
            "body": body,
            "place": t("Rabat", "الرباط"),
            "present": t("7 sièges sur 9", "7 مقاعد من 9"),
            "summary": t("Le programme est adopté.", "تمت المصادقة على البرنامج."),
            "minutes": minutes,
            "decisions": [
                {
                    "number": "2026/1",
                    "text": t("Publier les comptes rendus.", "نشر المحاضر."),
                    "owner": ministry,
                    "state": "done",
                    "due": None,
                },
                {
                    "number": "2026/2",
                    "text": t("Former les correspondants.", "تكوين المراسلين."),
                    "owner": "",
                    "state": "open",
                    "due": date(2026, 12, 31),
                },
            ],
        },
    }


def guide(t: Any) -> dict[str, Any]:
    return {
        "question": t("Que se passe-t-il ?", "ما الذي يحدث؟"),
        "answers": [
            {
                "url": "#samples",
                "label": t("On me demande de l’argent ou un cadeau", "يُطلب مني مال أو هدية"),
            },
            {"url": "#samples", "label": t("Un service ne me répond pas", "مرفق لا يجيبني")},
        ],
        "term_before": t("Demandez à temps un", "اطلبوا داخل الأجل"),
        "term": t("recours", "الطعن"),
        "term_after": t("devant le tribunal.", "أمام المحكمة."),
        "term_text": t(
            "Demande faite à une autorité ou à un juge de revoir une décision.", "طلب إلى سلطة أو قاض بمراجعة قرار."
        ),
        "term_more": t("En savoir plus sur ce terme", "المزيد عن هذا المصطلح"),
    }
