"""How the routes of images, documents, collections and files are tried."""

from tests.security.rule import Rules, form, raw, rule

FIND = "q=zebra"
LISTS = ("", FIND, "collection_id={collection}", "tag=zebrab", "q=zebra&ordering=title")
#: As a browser asks that kept the file when it was public: whatever it is now, it did not change.
KNOWN = (("If-None-Match", "*"),)


def _of_files(app: str, key: str, argument: str, usage: str) -> Rules:
    """What images and documents have alike."""
    model = f"{argument}={key}"
    uploaded = f"uploaded_file_id=uploaded_{key}"
    many = "image_id" if key == "image" else "doc_id"
    ending = "@png" if key == "image" else "@txt"
    taken = {"title": "Taken over", "collection": "{own_collection}"}
    return {
        f"wagtailadmin_api:{key}s:listing": (rule(queries=("", "search=zebra", "fields=*", "limit=100&order=title")),),
        f"wagtailadmin_api:{key}s:detail": (rule(f"pk={key}", queries=("", "fields=*")),),
        f"wagtailadmin_api:{key}s:find": (rule(queries=(f"id={{{key}}}",)),),
        f"{app}:index": (rule(queries=LISTS),),
        f"{app}:index_results": (rule(queries=LISTS[1:4]),),
        f"{app}:add": (
            rule("", form(title="Put there", collection="{collection}", file=ending), by=("administrator",)),
        ),
        f"{app}:edit": (rule(model, form(**taken)),),
        f"{app}:delete": (rule(model, form()),),
        f"{app}:{usage}": (rule(model),),
        f"{app}:add_multiple": (
            rule("", raw({"files[]": ending, "title": "Put there", "collection": "{collection}"})),
        ),
        f"{app}:edit_multiple": (
            rule(f"{many}={key}", raw({f"{key if key == 'image' else 'doc'}-{{{key}}}-title": "x"})),
        ),
        f"{app}:create_multiple_from_uploaded_{key}": (
            rule(uploaded, raw({f"uploaded-{key}-{{uploaded_{key}}}-title": "Taken over"}), by=("b_editor",)),
        ),
        f"{app}:delete_multiple": (rule(f"{many}={key}", raw()),),
        f"{app}:delete_upload_multiple": (rule(uploaded, raw()),),
        f"{app}_chooser:choose": (rule(queries=LISTS[:2]),),
        f"{app}_chooser:choose_results": (rule(queries=LISTS[1:4]),),
        f"{app}_chooser:chosen": (rule(f"pk={key}"),),
        f"{app}_chooser:chosen_multiple": (rule(queries=(f"id={{{key}}}", f"id={{{key}}}&id={{own_{key}}}")),),
        f"{app}_chooser:create": (
            rule(
                "",
                raw(
                    {
                        f"{key}-chooser-upload-title": "Put there",
                        f"{key}-chooser-upload-file": ending,
                        f"{key}-chooser-upload-collection": "{collection}",
                    }
                ),
            ),
        ),
    }


FILES: Rules = {
    **_of_files("wagtailimages", "image", "image_id", "image_usage"),
    **_of_files("wagtaildocs", "document", "document_id", "document_usage"),
    "wagtailimages:url_generator": (rule("image_id=image"),),
    "wagtailimages:url_generator_output": (rule("image_id=image", queries=("filter_method=original", "")),),
    "wagtailimages:preview": (rule("image_id=image filter_spec:original,max-100x100"),),
    "wagtailimages_chooser:select_format": (rule("image_id=image", form()),),
    "wagtailadmin_collections:index": (rule(),),
    "wagtailadmin_collections:add": (rule("", form(name="Put there", parent="{collection}")),),
    "wagtailadmin_collections:edit": (rule("pk=collection", form(name="Taken over")),),
    "wagtailadmin_collections:delete": (rule("pk=empty_collection", form()),),
    "wagtailadmin_collections:set_privacy": (
        rule("collection_id=collection", form(restriction_type="password", password="taken")),
    ),
    "wagtailadmin_tag_autocomplete": (rule(queries=("term=zebra", "term=z")),),
    "wagtailadmin_tag_model_autocomplete": (rule("app_name:taggit model_name:tag", queries=("term=zebra", "term=z")),),
    "file_texts:text-list": (rule(queries=("", "export=csv", "export=xlsx")),),
    "file_texts:text-list-results": (rule(),),
    "file_texts:read-again": (rule("pk=file_text", form()),),
    "file_texts:read-again-all": (rule("", form()),),
    "wagtaildocs_serve": (
        rule("document_id+filename=document+document_name"),
        rule("document_id+filename=document+document_name", headers=KNOWN),
        rule("document_id=document filename:earlier-name.txt"),
        rule("document_id=video filename:earlier-name.mp4", headers=KNOWN),
    ),
    "image_rendition": (
        rule("image_id+filename=image+rendition_name"),
        rule("image_id+filename=image+rendition_name", headers=KNOWN),
    ),
    "wagtailimages_serve": (rule("signature+image_id+filter_spec=signature+image+filter_spec"),),
    "wagtailembeds:chooser": (rule(),),
    "wagtailembeds:chooser_upload": (rule("", raw({"embed-chooser-url": "https://markerb.example/"})),),
}
