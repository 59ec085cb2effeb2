"""Two institutions: A, whose people try every address, and B, to which everything that they must not find belongs."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group

from core.models import Institution, User
from core.publishing import approve_and_publish, system_user
from home.setup import PORTAL_MODERATORS
from institutions.enums import Role
from institutions.models import InstitutionPage, ItemPage, PlatformPage, Workspace
from knowledge.models import LegalTextPage
from tests.factories.pages import Tree, add_item, add_page, make_institution, make_topic
from tests.factories.people import member
from tests.security import world_files, world_pages, world_rows
from tests.security.markers import mark
from tests.security.storage import Keys, all_keys

STRANGERS = ("editor", "moderator", "handler", "anonymous")


@dataclass
class World:
    """What was built: the people by what they are, and the keys of B's things by the names that rules use."""

    tree: Tree
    people: dict[str, User | None] = field(default_factory=dict)
    ids: dict[str, list[Any]] = field(default_factory=dict)
    region: Any = None
    #: Rows that were there before A, those of A, and those of B, by table.
    common: Keys = field(default_factory=dict)
    own: Keys = field(default_factory=dict)
    others: Keys = field(default_factory=dict)

    def name(self, name: str, *things: Any) -> None:
        """Keeps the keys of these things under a name."""
        self.ids.setdefault(name, []).extend(getattr(thing, "pk", thing) for thing in things)

    def first(self) -> dict[str, Any]:
        """The first key of each name."""
        return {name: keys[0] for name, keys in self.ids.items() if keys}


def build_world(tree: Tree) -> World:
    """Both institutions and the people of the portal."""
    world = World(tree)
    world.people["administrator"] = User.objects.create_superuser("root@portal.example")
    world.people["portal"] = User.objects.create_user("team@portal.example")
    world.people["portal"].groups.add(Group.objects.get(name=PORTAL_MODERATORS))
    world.people["anonymous"] = None
    world.name("topic", make_topic("integrity", fr="PUBLICB topic", en="PUBLICB topic"))
    world.region = make_topic("north", "region", fr="Nord", en="North")
    world_rows.make_portal_rows(world)
    world.common = all_keys()
    _make_a(world)
    world.own = _new_since(world.common)
    _make_b(world)
    world.others = _new_since(world.common, world.own)
    return world


def _new_since(*before: Keys) -> Keys:
    now = all_keys()
    return {
        table: keys - frozenset().union(*(known.get(table, frozenset()) for known in before))
        for table, keys in now.items()
    }


def published(page: Any) -> Any:
    """The page, live with its record."""
    approve_and_publish(page=page, author=system_user("setup"), approver=system_user("operator"))
    page.refresh_from_db()
    return page


def _make_a(world: World) -> None:
    institution = make_institution("alpha", fr="Alpha", en="Alpha")
    for role in Role:
        world.people[role.value] = member(
            institution, role, f"{role}@alpha.example", first_name="Alpha", last_name=role
        )
    workspace = Workspace.objects.get(institution=institution)
    home = published(InstitutionPage.objects.get(entity=institution, face_language="fr"))
    world.name("own_home", home)
    world.name("own_page", add_item(home, "Own draft", live=False, owner=world.people["editor"]))
    world.name("own_live", published(add_item(home, "Own public item", live=False)))
    for model in (PlatformPage, LegalTextPage):
        page = add_page(model, home, f"Own {model.__name__}", live=False)
        page.save_revision(user=world.people["editor"], log_action=True)
        world.name(f"own_{model._meta.model_name}", page)
    world.name("own_itempage", world.ids["own_page"][0])
    world.name("own_institution", institution)
    world.name("own_collection", workspace.collection)
    world.name("own_user", world.people["editor"])
    world.name("own_group", *(row.group for row in institution.role_groups.all()))
    for name in ("own_page", "own_live"):
        page = InstitutionPage.objects.get(pk=home.pk).get_children().get(pk=world.ids[name][0]).specific
        world.name(f"{name}_revision", page.save_revision(user=world.people["editor"], log_action=True))
    waiting = add_item(home, "Own waiting", live=False)
    waiting.save_revision(user=world.people["editor"], log_action=True)
    state = workspace.workflow.start(ItemPage.objects.get(pk=waiting.pk), world.people["editor"])
    world.name("own_waiting", waiting)
    world.name("own_task_state", state.current_task_state)
    world_files.make_files(world, workspace.collection, "own_", lambda kind: f"own {kind}", world.people["editor"])


def _make_b(world: World) -> None:
    institution = make_institution("bravo", fr="PUBLICB Bravo", en="PUBLICB Bravo")
    for role in Role:
        world.people[f"b_{role}"] = member(
            institution,
            role,
            f"zebra.markerbperson0{role}@bravo.example",
            first_name="Zebra",
            last_name=f"MARKERBperson0{role}",
        )
    workspace = Workspace.objects.get(institution=institution)
    _mark_workspace(institution, workspace)
    world.name("institution", institution)
    world.name("collection", workspace.collection)
    world.name("workflow", workspace.workflow)
    world.name("task", *[task.pk for task in workspace.workflow.tasks][:1])
    world.name("group", *(row.group for row in institution.role_groups.all()))
    world.name("user", *(world.people[f"b_{role}"] for role in Role))
    author = world.people["b_editor"]
    world_files.make_files(world, workspace.collection, "", mark, author)
    world_pages.make_pages(world, institution)
    world_rows.make_rows(world, institution)


def _mark_workspace(institution: Institution, workspace: Workspace) -> None:
    """Names that the provisioning gave, which are the institution's name or code, become known again."""
    workspace.collection.name = mark("collection")
    workspace.collection.save()
    workspace.workflow.name = mark("workflow")
    workspace.workflow.save()
    step = workspace.workflow.tasks.first().specific
    step.name = mark("task")
    step.save()
    for row in institution.role_groups.all():
        row.group.name = mark("group", row.role)
        row.group.save()
