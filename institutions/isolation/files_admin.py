"""Lists, windows for choosing, the API and uploads of images and documents."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from wagtail.admin.views.generic.multiple_upload import CreateFromUploadView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as documents_multiple
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images
from wagtail.images.views import multiple as images_multiple
from wagtail.models import UploadedFile
from wagtail.permissions import policy_registry

from institutions.isolation.scope import own_files
from institutions.isolation.tags import own_filters, popular_tags


class OwnFilesAPI:
    """Stock Wagtail 8.0.1 lists every image and document, with title, tags and picture, to everybody in the admin.

    The policy of the model decides, as it does in the lists; whoever holds permissions on all collections sees all.
    """

    request: HttpRequest
    model: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Files that the person may choose or change."""
        return own_files(self.request.user, self.model).order_by("id")


class OwnImagesAPI(OwnFilesAPI, ImagesAdminAPIViewSet):
    """The person's own images."""


class OwnDocumentsAPI(OwnFilesAPI, DocumentsAdminAPIViewSet):
    """The person's own documents."""


class OwnImageChooseView(image_chooser.ImageChooseView):
    """The window for choosing an image. Stock Wagtail offers the tags of everybody's images in it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the tags of the person's own images."""
        tags = popular_tags(self.request.user, self.model)
        return super().get_context_data(**kwargs) | {"popular_tags": tags}


class CompletedUpload(CreateFromUploadView):
    """Completes an upload that lacked something.

    Stock Wagtail 8.0.1 asks who uploaded the file but not whether they still may, and answers with an error of the server
    when they may nowhere, and when the file is gone.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's answer, or why there is none."""
        model = self.get_model()  # type: ignore[attr-defined]
        if not policy_registry.get_by_type(model).user_has_permission(request.user, "add"):
            return _refused(gettext("You may not add files. Ask an administrator."), 403)
        key = kwargs[self.upload_pk_url_kwarg]  # type: ignore[attr-defined]
        upload = UploadedFile.objects.filter(pk=key, uploaded_by_user=request.user).first()
        if upload is not None and not (upload.file and upload.file.storage.exists(upload.file.name)):
            return _refused(gettext("The uploaded file is no longer there. Upload it again."), 400)
        return super().post(request, *args, **kwargs)


class CompletedImage(CompletedUpload, images_multiple.CreateFromUploadedImageView):
    """Of an image."""


class CompletedDocument(CompletedUpload, documents_multiple.CreateFromUploadedDocumentView):
    """Of a document.

    Stock Wagtail 8.0.1 checks the ending of the file before the document has one, and reports it at a field that this
    form lacks: an error of the server for each upload where WAGTAILDOCS_EXTENSIONS is set.
    """

    def get_edit_form_class(self) -> Any:
        """Wagtail's form of a document that knows the name of the uploaded file."""
        view: Any = self

        class NamedFileForm(super().get_edit_form_class()):  # type: ignore[misc]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                kwargs["instance"].file = view.upload.file.name
                super().__init__(*args, **kwargs)

            def _update_errors(self, errors: Any) -> None:
                found = getattr(errors, "error_dict", {})
                if "file" in found:
                    self.add_error(None, found.pop("file"))
                super()._update_errors(errors)

        return NamedFileForm


def _refused(sentence: str, status: int) -> JsonResponse:
    """The sentence where the page that uploads many shows it."""
    return JsonResponse({"success": False, "error_message": sentence}, status=status)


def close_lists() -> None:
    """To be called when the portal starts: classes of Wagtail's that its own and the portal's views are made of."""
    images.IndexView.filterset_class = own_filters(images.ImagesFilterSet)
    documents.IndexView.filterset_class = own_filters(documents.DocumentsFilterSet)
    image_chooser.viewset.choose_view_class = OwnImageChooseView


def file_urls() -> list[URLPattern]:
    """Addresses that come before Wagtail's own: the first that matches answers."""
    images_from, documents_from = (
        "images/multiple/create_from_uploaded_image/",
        "documents/multiple/create_from_uploaded_document/",
    )
    return [
        path(f"{images_from}<int:uploaded_file_id>/", CompletedImage.as_view()),
        path(f"{documents_from}<int:uploaded_file_id>/", CompletedDocument.as_view()),
    ]
