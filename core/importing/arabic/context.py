"""Decides, by their neighbours, the words that are Arabic both with lam-alef and with alef-lam.

Frequency cannot tell "عمال" (workers) from "عملا" (pursuant to): the next word can. Each rule is grammar or fixed
legal phrase, written by hand; a word without a rule that applies keeps the reading named as its default.
"""

import re
from dataclasses import dataclass, field

_PLURAL = re.compile("(ال|لل)?[ء-ي]{3,}(ين|ون)")
_FEMININE_PLURAL = re.compile("(ال|لل|[وبف]ال)?[ء-ي]{2,}ات")

# "عملا بأحكام" (pursuant to), "عملا جرميا" (an act of that nature).
_PURSUANT = re.compile("ب[ء-ي]{2,}|[ء-ي]{2,}[يء]ا")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True)
class Rule:
    """When the alef-lam spelling stands for the lam-alef one: any condition met is enough, `never` wins over all."""

    other: str
    after: frozenset[str] = field(default_factory=frozenset)
    before: frozenset[str] = field(default_factory=frozenset)
    after_form: re.Pattern[str] | None = None
    before_form: re.Pattern[str] | None = None
    never_after: frozenset[str] = field(default_factory=frozenset)
    never_before: frozenset[str] = field(default_factory=frozenset)
    default: bool = False

    def decide(self, previous: str, following: str) -> bool:
        """Say whether the other spelling is meant between these two (already repaired) words."""
        if previous in self.never_after or following in self.never_before:
            return False
        if previous in self.after or following in self.before:
            return True
        for form, word in ((self.after_form, previous), (self.before_form, following)):
            if form and form.fullmatch(word):
                return True
        return self.default


_BIRTH = _set(
    "تاريخ مكان محل عند بعد قبل منذ فور شهادة عقد سنة رسم يوم بتاريخ ومكان ومحل وتاريخ شهادات عقود ازدياد إثر حديثي مسقط"
)
_LATER = _set("وقت تاريخ أجل إشعار قانون نص تعديل تغيير قرار شهر يوم تنظيم موعد تصريح مرسوم تعيين جزء حين عقد بيع نشاط")
_MONTHS = _set(
    "الأشهر أشهر الأيام أيام الأعوام الأعضاء أعضاء الأطراف الأقسام الشهور الأجزاء القضاة الخبراء الأبواب النظائر هؤلاء"
    " والأيام للأشهر الأصناف العناصر الشروط المستشارين المحكمين الممثلين للأيام الأمثال الأقاليم المستويات البنود"
)
_ORDINAL_HEADS = _set(
    "طرف شخص بلد باب فصل قسم جزء فرع كتاب يوم عام خبير عضو محكم اسم مستوى صنف محضر ربع نوع شريك طبيب بند حاجز"
)
_ORDINAL_HEADS_F = _set(
    "مرة درجة طبقة دورة جهة سنة فئة رتبة مرحلة نسخة دولة نقطة خانة مادة فقرة قراءة هيئة عينة مناقشة"
)
_ELATIVES = _set("أكبر أعلى أهم أقدم أطول أفضل أكثر أسرع يوم مرة عيد")
_NOTICE = _set("نشر بواسطة إصدار يصدر صدور بموجب صدر تنشر أصدر أصدرت طريق أي كل عبر مضمون نص")
_NOTICE_AFTER = _set("صادر صحفي صحافي رسمي كاذب مشترك توضيحي أو")
_STUDENTS = _set(
    "جميع عدد فئة تسجيل كافة أوضاع انتقال قبول استقبال شؤون حركية لفائدة بعض توجيه إيواء مجموع نسبة آلاف أعداد"
)
_OWNERS = _set("اتحاد نقابة جمعية مجموع أغلبية جمعيات جموع اتحادات جميع كل كافة تجمع نقابات أحد")
_EFFECTIVE = _set(
    "بشكل شكل نظام إجراء دور سبيل تدبير تعاون عنصر حل أسلوب تنفيذ تطبيق تنسيق تدبير غير نحو أداة طعن علاج حضور إدماج"
    " إسهام مشاركة ووجه بوجه جد ودور تحقيق انتصاف مساهم تواصل"
)
_SAYS_EXAMPLE = _set("سبيل أول خير أبرز هذا هو وهذا أفضل كل أي آخر أحسن ك أهم")

RULES: dict[str, Rule] = {
    "عمال": Rule("عملا", before_form=_PURSUANT),
    "وعمال": Rule("وعملا", before_form=_PURSUANT),
    "مثال": Rule(
        "مثلا", default=True, never_after=_SAYS_EXAMPLE, never_before=_set("على عن ذلك آخر واضح جيد من لل هو")
    ),
    "ثالث": Rule("ثلاث", default=True, never_after=_ORDINAL_HEADS, never_before=_ELATIVES),
    "وثالث": Rule("وثلاث", default=True, never_before=_ELATIVES),
    "ثالثة": Rule("ثلاثة", default=True, never_after=_ORDINAL_HEADS_F),
    "الثالث": Rule(
        "الثلاث", before=_set("سنوات مرات"), after_form=_FEMININE_PLURAL, after=_set("المراحل النسخ السنين")
    ),
    "الثالثة": Rule(
        "الثلاثة", after=_MONTHS, before=_set("أشهر أيام أعضاء أعوام الأولى الأول الأولين الباقين الأخيرة")
    ),
    "بالثالثة": Rule("بالثلاثة"),
    "بالغ": Rule("بلاغ", after=_NOTICE, before=_NOTICE_AFTER),
    "البالغ": Rule("البلاغ", after=_NOTICE, before=_set("الصادر المشترك المنشور المذكور")),
    "المالك": Rule("الملاك", after=_OWNERS, before_form=_PLURAL),
    "للمالك": Rule("للملاك", before_form=_PLURAL),
    "مالك": Rule("ملاك", before_form=_PLURAL),
    "الطالب": Rule("الطلاب", after=_STUDENTS, before_form=_PLURAL),
    "طالب": Rule("طلاب", after=_STUDENTS),
    "والدة": Rule("ولادة", after=_BIRTH),
    "والدته": Rule("ولادته", after=_BIRTH),
    "والدتها": Rule("ولادتها", after=_BIRTH),
    "والدتهم": Rule("ولادتهم", after=_BIRTH),
    "الحق": Rule("لاحق", after=_LATER),
    "الحقة": Rule("لاحقة", default=True),
    "الحظ": Rule("لاحظ", after=_set("إذا متى كلما قد ما أن وإذا فإذا")),
    "تحال": Rule("تحال"),
    "يحال": Rule("يحال"),
    "فعال": Rule("فعلا", default=True, never_after=_EFFECTIVE),
    "كامال": Rule("كاملا", default=True),
    "حال": Rule("حلا", after=_set("وجد تجد يجد يشكل ليس")),
    "رجال": Rule("رجلا", after=_set("كان عشرون عشرين أن وعشرين وثلاثين ثلاثين أربعين خمسين")),
    "صالح": Rule("صلاح", before=_set("الدين")),
    "السالم": Rule("السلام", default=True),
    "العالقة": Rule(
        "العلاقة", default=True, never_after=_set("القضايا الملفات النزاعات الطلبات المسائل المواد الجسيمات")
    ),
    "عالمة": Rule("علامة", default=True),
    # The town of Salé; the verb "flowed" has no place in official texts.
    "سال": Rule("سلا", default=True),
    "وسال": Rule("وسلا", default=True),
    "بسال": Rule("بسلا", default=True),
    # Words of the law that general frequency lists count too low against a rarer look-alike.
    "آجال": Rule("آجلا", after=_set("أم")),
    "وآجال": Rule("وآجلا", after=_set("عاجلا")),
    "بآجال": Rule("بآجلا"),
    "مقالع": Rule("مقلاع"),
    "المقالع": Rule("المقلاع"),
    "بالمقالع": Rule("بالمقلاع"),
    "الخالص": Rule("الخلاص"),
    "العمالقة": Rule("العملاقة", after=_set("الشركات المشاريع")),
    "بالية": Rule("بلاية"),
    # Alone it is never a word, only the negation.
    "ال": Rule("لا", default=True, never_after=_set("عبد")),
}


def by_neighbours(word: str, previous: str, following: str) -> str | None:
    """Return the spelling meant between two repaired words, or None when no rule speaks of this word."""
    rule = RULES.get(word)
    if rule is None:
        return None
    return rule.other if rule.decide(previous, following) else word
