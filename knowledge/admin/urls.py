"""Addresses of the articles of a text, below /admin/legal-texts/."""

from django.urls import path

from knowledge.admin.articles import ArticleForm, ArticleList, ArticleMove, ArticleRemove, VersionEdit
from knowledge.admin.compare import VersionCompare

app_name = "legal_text"
urlpatterns = [
    path("<int:page_id>/articles/", ArticleList.as_view(), name="article-list"),
    path("<int:page_id>/articles/add/", ArticleForm.as_view(), name="article-add"),
    path("<int:page_id>/articles/edit/<slug:anchor>/", ArticleForm.as_view(), name="article-edit"),
    path("<int:page_id>/articles/remove/<slug:anchor>/", ArticleRemove.as_view(), name="article-remove"),
    path("<int:page_id>/articles/move/<slug:anchor>/", ArticleMove.as_view(), name="article-move"),
    path("<int:page_id>/version/", VersionEdit.as_view(), name="version-edit"),
    path("<int:page_id>/compare/", VersionCompare.as_view(), name="version-compare"),
]
