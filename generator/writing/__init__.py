"""Pages as files: pages and the last record go in, a plan and changed files come out.

This room never makes a page and never takes away what it did not write.
"""

from generator.writing.addresses import actor_path, folded, story_path, topic_path, topic_slug, web_path
from generator.writing.disk import BusyError, disk_problem, make_folders, only_writer, remove_empty, stage, sync_folder
from generator.writing.docs_listing import Survey, survey
from generator.writing.folder import OwnFolder, abandoned, clear, own_folder
from generator.writing.page import Page, carries_our_name, is_picture_path, picture_path, seal
from generator.writing.pages import Written, write_pages
from generator.writing.plan import FileChange, Ground, plan_changes
from generator.writing.record import Record, read_record
from generator.writing.site_mark import mark_site
from generator.writing.swap import NEW, heal_site, is_adopted, refuse_target, swap_folder, workshop

__all__ = [
    "BusyError",
    "FileChange",
    "Ground",
    "NEW",
    "OwnFolder",
    "Page",
    "Record",
    "Survey",
    "Written",
    "abandoned",
    "actor_path",
    "carries_our_name",
    "clear",
    "disk_problem",
    "folded",
    "heal_site",
    "is_adopted",
    "is_picture_path",
    "make_folders",
    "mark_site",
    "only_writer",
    "own_folder",
    "picture_path",
    "plan_changes",
    "read_record",
    "refuse_target",
    "remove_empty",
    "seal",
    "stage",
    "story_path",
    "survey",
    "swap_folder",
    "sync_folder",
    "topic_path",
    "topic_slug",
    "web_path",
    "workshop",
    "write_pages",
]
